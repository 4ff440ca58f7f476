import { bandsOf, type Bands } from "../history/bands.js"
import type { AlertFigure, AlertRule, HistoryRun } from "../model.js"
import type { JudgedRun } from "./episodes.js"
import { allFigures } from "./figures.js"
import type { CompiledWhen } from "./when.js"

/** A rule and its expression, ready to be asked. */
export interface ReadyRule {
  rule: AlertRule
  when: CompiledWhen
}

/** Judges each of these runs, by its place. */
export type Judge = (i: number) => { judged: JudgedRun; bands: Bands }

/**
 * What each rule says of these runs (oldest first, all of one kind). `figuresOf`: those of a run's report; null where that is gone, and the
 * run's line tells what is left.
 */
export function judgeOf(
  runs: readonly HistoryRun[],
  figuresOf: (run: string) => readonly AlertFigure[] | null,
  rules: readonly ReadyRule[],
): Judge {
  const bandsAt = bandsOf(runs)
  return (i) => {
    const run = runs[i]
    const bands = bandsAt(i)
    const all = allFigures(figuresOf(run.run), run)
    const firings = rules.flatMap(({ rule, when }) => {
      const subjects = when.firing(all, (name, subject, kind) => bands.outside(name, subject, kind))
      return subjects.length === 0 ? [] : [{ rule: rule.name, subjects }]
    })
    return { judged: { run: run.run, created_at: run.created_at, answered: run.exit_code !== 2, firings }, bands }
  }
}

/** The rules that these figures say nothing of, each with the figures that it names. */
export function unmeasured(
  figures: readonly AlertFigure[],
  rules: readonly ReadyRule[],
): { rule: string; names: readonly string[] }[] {
  const measured = new Set(figures.map(({ name }) => name))
  return rules.flatMap(({ rule, when: { names } }) =>
    names.length === 0 || names.some((name) => measured.has(name)) ? [] : [{ rule: rule.name, names }],
  )
}
