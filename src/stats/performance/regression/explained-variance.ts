import { bootstrap } from "../../intervals/bootstrap.js"
import { within } from "../../intervals/estimate.js"
import type { Resampled, Resampling } from "../../intervals/percentile-interval.js"
import { explainedOf } from "./explained.js"

/** 1 less the errors' variance over the truth's, at most 1, with its bootstrap interval: R² that forgives a constant error. Null without rows. */
export function explainedVariance(truth: Float64Array, predicted: Float64Array, options?: Resampling): Resampled {
  const figure = explainedOf(truth, predicted, "variance of errors")
  return within(bootstrap(truth.length, figure, options), -Number.MAX_VALUE, 1)
}
