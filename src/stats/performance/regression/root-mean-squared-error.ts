import type { Estimate } from "../../intervals/estimate.js"
import { errorsInterval } from "./squared-errors.js"

/** Root of the mean squared error (RMSE), in the unit of the truth, with the roots of that error's ends. */
export function rootMeanSquaredError(truth: Float64Array, predicted: Float64Array, confidence?: number): Estimate {
  return errorsInterval(truth, predicted, confidence, (square, scale) => Math.sqrt(square) / scale)
}
