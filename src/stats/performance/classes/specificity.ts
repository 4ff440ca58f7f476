import type { Estimate } from "../../intervals/estimate.js"
import { classTotals } from "./class-totals.js"
import type { ConfusionMatrix } from "./confusion-matrix.js"
import { shareOrZero } from "./share-or-zero.js"

/** Share of the rows not of class `of` that were not given it, in [0, 1], with Wilson's interval. 0 without an interval where all rows have it. */
export function specificity(matrix: ConfusionMatrix, of = 1, confidence?: number): Estimate {
  const { hits, truth, predicted, rows } = classTotals(matrix)
  const others = rows - truth[of]
  return shareOrZero(others - (predicted[of] - hits[of]), others, confidence)
}
