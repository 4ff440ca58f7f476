import type { Figure } from "../../intervals/bootstrap.js"
import { meanInterval } from "../../intervals/mean-interval.js"
import { commonScale } from "./errors.js"

/** Of the variation of the truth: what part is left counts as all of the squared errors, or as what their own mean leaves of them. */
export type Left = "squared errors" | "variance of errors"

/** What varies less than this part of its squares is constant but for rounding. */
const rounding = 1e-14

/**
 * 1 less what the predictions leave of the truth's variation, as a figure of weighted rows; at most 1. A truth that never varies is
 * explained wholly (1) where nothing is left, else not at all (0), as scikit-learn has it. Null without rows.
 */
export function explainedOf(truth: Float64Array, predicted: Float64Array, left: Left): Figure {
  // Counted from the truth's mean, so that a large offset costs no digits.
  const scale = commonScale(truth, predicted)
  const origin = (meanInterval(truth).value ?? 0) * scale
  const distances = truth.map((value) => value * scale - origin)
  const errors = predicted.map((value, i) => value * scale - truth[i] * scale)
  return (weights) => {
    let [rows, truths, truthSquares, sum, squares] = [0, 0, 0, 0, 0]
    for (let i = 0; i < distances.length; i++) {
      const weight = weights[i]
      const distance = weight * distances[i]
      const error = weight * errors[i]
      rows += weight
      truths += distance
      truthSquares += distance * distances[i]
      sum += error
      squares += error * errors[i]
    }
    if (rows === 0) return null
    const variation = withoutRounding(truthSquares - (truths * truths) / rows, truthSquares)
    const rest = left === "squared errors" ? squares : withoutRounding(squares - (sum * sum) / rows, squares)
    if (variation === 0) return rest === 0 ? 1 : 0
    return 1 - rest / variation
  }
}

function withoutRounding(left: number, squares: number): number {
  return left <= rounding * squares ? 0 : left
}
