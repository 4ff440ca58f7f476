import type { Action, Execution, HistoryRun } from "../model.js"
import { isIntervention, rankOf } from "./decide.js"
import { isLater } from "./trust.js"

/**
 * The runs of an action's episode before this one, oldest first: those in a row, up to it, that somebody had to act on; of the mild
 * actions, those that had any. Runs that nothing was decided on are passed over.
 */
export function episodeOf(earlier: readonly HistoryRun[], action: Action): HistoryRun[] {
  const least = rankOf(isIntervention(action) ? "queue_retrain" : "watch")
  const decided = earlier.filter(({ decision }) => decision !== undefined)
  const last = decided.findLastIndex(({ decision }) => rankOf(decision?.action ?? "none") < least)
  return decided.slice(last + 1)
}

/** What was executed and where, so that it is not executed now: at all for this run, or for its episode unless it failed. Null: nothing was. */
export function executedBefore(
  run: HistoryRun,
  earlier: readonly HistoryRun[],
  action: Action,
): { run: string; execution: Execution } | null {
  const of = (each: HistoryRun) => (each.decision?.executed ?? []).filter((execution) => execution.action === action)
  const own = of(run).at(-1)
  if (own !== undefined) return { run: run.run, execution: own }
  for (const each of episodeOf(earlier, action).toReversed()) {
    const execution = of(each).find(({ status }) => status !== "failed")
    if (execution !== undefined) return { run: each.run, execution }
  }
  return null
}

/** The gate's newest run where it rejected a challenger after a run of this episode asked for retraining; null otherwise. */
export function rejectionOf(
  run: HistoryRun,
  earlier: readonly HistoryRun[],
  gates: readonly HistoryRun[],
): HistoryRun | null {
  const newest = gates.at(-1)
  const first = episodeOf(earlier, "queue_retrain").at(0) ?? run
  return newest?.status === "reject" && isLater(newest.created_at, first.created_at) ? newest : null
}
