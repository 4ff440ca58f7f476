import type { Estimate } from "../../intervals/estimate.js"
import { within } from "../../intervals/estimate.js"
import { meanInterval } from "../../intervals/mean-interval.js"

/** Per row twice the error's size over the sizes of truth and prediction together, in [0, 2]; 0 where both are 0. */
export function symmetricPercentageErrors(truth: Float64Array, predicted: Float64Array): Float64Array {
  return predicted.map((value, i) => {
    // Halves, because the sum of two doubles may be none.
    const sizes = Math.abs(value) / 2 + Math.abs(truth[i]) / 2
    return sizes === 0 ? 0 : 2 * (Math.abs(value / 2 - truth[i] / 2) / sizes)
  })
}

/** Mean of `symmetricPercentageErrors` (sMAPE), in [0, 2], with Student's interval. Numbers: `regression` in fixtures/golden/edge_more_metrics.json. */
export function symmetricPercentageError(truth: Float64Array, predicted: Float64Array, confidence?: number): Estimate {
  return within(meanInterval(symmetricPercentageErrors(truth, predicted), confidence), 0, 2)
}
