import type { Estimate } from "../../intervals/estimate.js"
import { meanInterval } from "../../intervals/mean-interval.js"
import { errorsOf } from "./errors.js"

/** Per row how far the prediction lies from the truth, in its unit. */
export function absoluteErrors(truth: Float64Array, predicted: Float64Array): Float64Array {
  return errorsOf(truth, predicted).map(Math.abs)
}

/** Mean of `absoluteErrors` (MAE), with Student's interval. */
export function meanAbsoluteError(truth: Float64Array, predicted: Float64Array, confidence?: number): Estimate {
  return meanInterval(absoluteErrors(truth, predicted), confidence)
}
