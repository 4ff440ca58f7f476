import type { Estimate } from "../../intervals/estimate.js"
import { errorsInterval } from "./squared-errors.js"

/** Mean of the squared errors (MSE), in the squared unit of the truth, with Student's interval, which never goes below 0. */
export function meanSquaredError(truth: Float64Array, predicted: Float64Array, confidence?: number): Estimate {
  return errorsInterval(truth, predicted, confidence, (square, scale) => square / scale / scale)
}
