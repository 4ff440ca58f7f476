import type { BesideRuns, HistoryColumn, HistoryRun } from "../model.js"
import { tailBound } from "../stats/periods/tail-bound.js"
import { sinceChange } from "./gradual-drift.js"

/** Runs before this one that limits need, and the most that give them. */
const [fewest, most] = [14, 60]
/** The newest runs give no limit, so that a change that lasts is not ordinary before it has lasted as long. */
const held = 14
/** How often an unchanged run would be unusual over all columns, were runs a fair sample; docs/nights.md has what was measured. */
const level = 0.01
/** The distances for which it was measured: those of the policy `calibrated`. */
const measured: ReadonlySet<string> = new Set(["clipped-wasserstein", "jensen-shannon"])

/**
 * Which columns of the last run lie further from the reference than in the runs before it: for a reference without times, whose own days
 * say nothing. Undefined with fewer than 14 earlier runs of this reference and configuration, and where the last was held to such days.
 */
export function besideRuns(runs: readonly HistoryRun[]): BesideRuns | undefined {
  const last = runs.at(-1)
  const { sha256 } = last?.reference ?? { sha256: null }
  if (last === undefined || sha256 === null || isHeldToPeriods(last)) return undefined
  const earlier = sinceChange(runs.slice(0, -1), last.config_hash).filter(
    ({ reference }) => reference.sha256 === sha256,
  )
  const found = last.columns.flatMap((column, place) => {
    const scores = scoresLike(column, place, earlier)
    return measured.has(column.method) && scores.length >= fewest ? [{ column, scores }] : []
  })
  if (found.length === 0) return undefined
  const limits = found.map(({ column, scores }) => ({ column, limit: limitBeside(scores, level / found.length) }))
  const beyond = limits.filter(({ column, limit }) => column.score >= column.threshold && column.score > limit)
  return {
    runs: earlier.length,
    unusual: beyond
      .map(({ column, limit }) => ({ column: column.name, distance: column.score, limit }))
      .sort((a, b) => b.distance / Math.max(b.limit, 1e-9) - a.distance / Math.max(a.limit, 1e-9)),
    as_before: limits.filter(({ column, limit }) => column.drifted && column.score <= limit).length,
  }
}

/** What a distance passes with probability `level` by those before it, oldest first, at least 14: up to 60, without the newest 14. */
export const limitBeside = (scores: readonly number[], level: number): number =>
  tailBound(scores.slice(0, Math.max(fewest, scores.length - held)).slice(-most), level)

/** Held to the reference's own days, or to other periods of it. */
const isHeldToPeriods = ({ day, drift_share_threshold: threshold }: HistoryRun) =>
  day !== undefined || threshold === null

/** The column's newest scores by the same method in these runs, oldest first, as many as give limits. `place`: where it most likely stands in them. */
function scoresLike({ name, method }: HistoryColumn, place: number, runs: readonly HistoryRun[]): number[] {
  const scores: number[] = []
  for (let i = runs.length - 1; i >= 0 && scores.length < most + held; i--) {
    const { columns } = runs[i]
    const then = columns.at(place)?.name === name ? columns.at(place) : columns.findLast((each) => each.name === name)
    if (then?.method === method) scores.push(then.score)
  }
  return scores.reverse()
}
