import type { Estimate } from "../../intervals/estimate.js"
import { within } from "../../intervals/estimate.js"
import { meanInterval } from "../../intervals/mean-interval.js"
import { atMost, errorsOf } from "./errors.js"

/** Per row the error's size as a share of the truth's; a truth of 0 counts as 2.2e-16, so that one such row outweighs all others (scikit-learn's rule). */
export function percentageErrors(truth: Float64Array, predicted: Float64Array): Float64Array {
  return errorsOf(truth, predicted).map((error, i) =>
    atMost(Math.abs(error) / Math.max(Math.abs(truth[i]), Number.EPSILON)),
  )
}

/** Mean of `percentageErrors` (MAPE; 0.1 is 10 %), with Student's interval, which never goes below 0. */
export function meanPercentageError(truth: Float64Array, predicted: Float64Array, confidence?: number): Estimate {
  return within(meanInterval(percentageErrors(truth, predicted), confidence), 0, Number.MAX_VALUE)
}
