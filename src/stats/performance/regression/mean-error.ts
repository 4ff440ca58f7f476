import type { Estimate } from "../../intervals/estimate.js"
import { meanInterval } from "../../intervals/mean-interval.js"
import { errorsOf } from "./errors.js"

/** Mean of prediction less truth (bias), in the unit of the truth, with Student's interval. */
export function meanError(truth: Float64Array, predicted: Float64Array, confidence?: number): Estimate {
  return meanInterval(errorsOf(truth, predicted), confidence)
}
