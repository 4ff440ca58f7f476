import type { Estimate } from "../../intervals/estimate.js"
import { meanInterval } from "../../intervals/mean-interval.js"

/** Probabilities are kept so far from 0 and 1, as scikit-learn does: a certain mistake costs 36.04. */
export const leastProbability = Number.EPSILON

/** Per row the natural logarithm of 1 over the probability that was given to its label (0 or 1); `probabilities` are of 1. */
export function logLosses(labels: Uint8Array, probabilities: Float64Array): Float64Array {
  return probabilities.map((probability, i) => {
    const clipped = Math.min(1 - leastProbability, Math.max(leastProbability, probability))
    return labels[i] === 0 ? -Math.log1p(-clipped) : -Math.log(clipped)
  })
}

/** Mean of `logLosses`, at least 0, with Student's interval. Numbers: `log_loss` in fixtures/golden/edge_more_metrics.json. */
export function logLoss(labels: Uint8Array, probabilities: Float64Array, confidence?: number): Estimate {
  return meanInterval(logLosses(labels, probabilities), confidence)
}
