import { bootstrap, type Figure } from "../../intervals/bootstrap.js"
import { within } from "../../intervals/estimate.js"
import type { Resampled, Resampling } from "../../intervals/percentile-interval.js"
import { commonScale } from "./errors.js"

/** Sum of the errors' sizes over the sum of the truths' sizes, as a figure of weighted rows; null where all truths are 0. */
export function weightedPercentageErrorOf(truth: Float64Array, predicted: Float64Array): Figure {
  const scale = commonScale(truth, predicted)
  return (weights) => {
    let [errors, sizes] = [0, 0]
    for (let i = 0; i < truth.length; i++) {
      errors += weights[i] * Math.abs(predicted[i] * scale - truth[i] * scale)
      sizes += weights[i] * Math.abs(truth[i] * scale)
    }
    return sizes === 0 ? null : errors / sizes
  }
}

/** `weightedPercentageErrorOf` all rows (WAPE; 0.1 is 10 %), with its bootstrap interval. Numbers: `regression` in fixtures/golden/edge_more_metrics.json. */
export function weightedPercentageError(truth: Float64Array, predicted: Float64Array, options?: Resampling): Resampled {
  return within(bootstrap(truth.length, weightedPercentageErrorOf(truth, predicted), options), 0, Number.MAX_VALUE)
}
