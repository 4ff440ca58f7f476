import type { Estimate } from "../../intervals/estimate.js"
import { quantileInterval } from "../../intervals/quantile-interval.js"
import { sortAscending } from "../../sort-ascending.js"
import { absoluteErrors } from "./mean-absolute-error.js"

/** Median distance of the prediction from the truth, in its unit, with the interval between two of the distances. */
export function medianAbsoluteError(truth: Float64Array, predicted: Float64Array, confidence?: number): Estimate {
  return quantileInterval(sortAscending(absoluteErrors(truth, predicted)), 0.5, confidence)
}
