import { bootstrap, type Figure } from "../../intervals/bootstrap.js"
import { within } from "../../intervals/estimate.js"
import type { Resampled, Resampling } from "../../intervals/percentile-interval.js"
import { explainedOf } from "./explained.js"

/** 1 less the squared errors over those of the truth's own mean, as a figure of weighted rows; null of fewer than two rows. */
export function rSquaredOf(truth: Float64Array, predicted: Float64Array): Figure {
  return truth.length < 2 ? () => null : explainedOf(truth, predicted, "squared errors")
}

/** `rSquaredOf` all rows (coefficient of determination), at most 1, with its bootstrap interval. Numbers: fixtures/golden/edge_regression_metrics.json. */
export function rSquared(truth: Float64Array, predicted: Float64Array, options?: Resampling): Resampled {
  return within(bootstrap(truth.length, rSquaredOf(truth, predicted), options), -Number.MAX_VALUE, 1)
}
