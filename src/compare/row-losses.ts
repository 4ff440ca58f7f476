/** How wrong single rows are. */
import { canGive, type PredictionPlan } from "../evidence/plan-predictions.js"
import type { PredictionRows } from "../evidence/prediction-rows.js"
import type { PredictionNeed, RowLoss } from "../model.js"
import { classLogLosses } from "../stats/performance/probabilities/class-log-loss.js"
import { errorsOf } from "../stats/performance/regression/errors.js"
import { brierLosses } from "../stats/performance/scores/brier.js"
import { logLosses } from "../stats/performance/scores/log-loss.js"

/** What single rows' losses are made of first; null where single rows have none, as in a ranking. */
export const lossNeed = (plan: PredictionPlan): PredictionNeed | null =>
  (["classes", "class_probabilities", "values"] as const).find((need) => canGive(plan, need)) ?? null

/** The losses of these rows by each of the losses that the predictions have, the one that decides first; all rows are labelled. */
export async function lossesOf(
  plan: PredictionPlan,
  predictions: PredictionRows,
  rows: Int32Array,
): Promise<[RowLoss, Float64Array][]> {
  const made: [RowLoss, Float64Array][] = []
  if (canGive(plan, "classes")) {
    const { truth, predicted } = (await predictions.evidence("classes", rows)).evidence
    made.push(["error", Float64Array.from(truth, (of, i) => Number(of !== predicted[i]))])
  }
  if (canGive(plan, "probabilities")) {
    const { evidence, kept } = await predictions.evidence("probabilities", rows)
    if (kept.length === rows.length) {
      made.push(["log_loss", logLosses(evidence.truth, evidence.probabilities)])
      made.push(["brier", brierLosses(evidence.truth, evidence.probabilities)])
    }
  } else if (canGive(plan, "class_probabilities")) {
    const { evidence, kept } = await predictions.evidence("class_probabilities", rows)
    if (kept.length === rows.length) made.push(["log_loss", classLogLosses(evidence)])
  }
  if (canGive(plan, "values")) {
    const { truth, predicted } = (await predictions.evidence("values", rows)).evidence
    const errors = errorsOf(truth, predicted)
    made.push(["absolute_error", errors.map(Math.abs)], ["squared_error", errors.map((error) => error * error)])
  }
  return made
}
