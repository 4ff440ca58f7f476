import type { Estimate } from "../../intervals/estimate.js"
import { meanInterval } from "../../intervals/mean-interval.js"
import { atMost, commonScale, errorsOf } from "./errors.js"

/**
 * Mean of the squared errors with Student's interval, at least 0, each end turned into a figure by `figureOf`, which gets it in the
 * squared unit of a number times `scale`: squares of large errors are no doubles.
 */
export function errorsInterval(
  truth: Float64Array,
  predicted: Float64Array,
  confidence: number | undefined,
  figureOf: (square: number, scale: number) => number,
): Estimate {
  const errors = errorsOf(truth, predicted)
  const scale = commonScale(errors)
  const squares = meanInterval(
    errors.map((error) => (error * scale) ** 2),
    confidence,
  )
  const turned = (square: number | null) => (square === null ? null : atMost(figureOf(Math.max(0, square), scale)))
  return { value: turned(squares.value), low: turned(squares.low), high: turned(squares.high) }
}
