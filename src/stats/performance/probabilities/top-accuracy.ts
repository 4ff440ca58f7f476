import type { Estimate } from "../../intervals/estimate.js"
import { wilson } from "../../intervals/wilson.js"
import type { ClassProbabilities } from "./class-probabilities.js"

/**
 * Share of rows whose class is among the `top` that were given most, in [0, 1], with Wilson's interval. Of classes given the same
 * probability the first counts as given more (as where a prediction is the first of the largest; scikit-learn takes the last).
 */
export function topAccuracy(rows: ClassProbabilities, top: number, confidence?: number): Estimate {
  let hits = 0
  for (let i = 0; i < rows.truth.length; i++) if (placeOf(rows, i) < top) hits++
  return wilson(hits, rows.truth.length, confidence)
}

/** Classes that come before the row's own. */
function placeOf({ truth, probabilities, classes }: ClassProbabilities, row: number): number {
  const start = row * classes
  const own = probabilities[start + truth[row]]
  let before = 0
  for (let k = 0; k < classes; k++) {
    const other = probabilities[start + k]
    if (other > own || (other === own && k < truth[row])) before++
  }
  return before
}
