import type { AlertFigure, AlertRule, HistoryRun } from "../model.js"
import type { JudgedRun } from "./episodes.js"
import { allFigures, bandsOf, type Bands } from "./series.js"
import type { CompiledWhen } from "./when.js"

/** A rule and its expression, ready to be asked. */
export interface ReadyRule {
  rule: AlertRule
  when: CompiledWhen
}

/**
 * What each rule says of the last of these runs (oldest first, all of one kind). `figures`: those of its report; null where that is gone,
 * and the run's line tells what is left.
 */
export function judgeRun(
  runs: readonly HistoryRun[],
  figures: readonly AlertFigure[] | null,
  rules: readonly ReadyRule[],
): { judged: JudgedRun; bands: Bands } {
  const run = runs[runs.length - 1]
  const bands = bandsOf(runs)
  const all = allFigures(figures, run)
  const firings = rules.flatMap(({ rule, when }) => {
    const subjects = when.firing(all, (name, subject, kind) => bands.outside(name, subject, kind))
    return subjects.length === 0 ? [] : [{ rule: rule.name, subjects }]
  })
  return { judged: { run: run.run, created_at: run.created_at, answered: run.exit_code !== 2, firings }, bands }
}
