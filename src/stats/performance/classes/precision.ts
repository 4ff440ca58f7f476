import type { Estimate } from "../../intervals/estimate.js"
import { classTotals } from "./class-totals.js"
import type { ConfusionMatrix } from "./confusion-matrix.js"
import { shareOrZero } from "./share-or-zero.js"

/** Share of the rows given class `of` that have it, in [0, 1], with Wilson's interval. 0 without an interval where no row was given it. */
export function precision(matrix: ConfusionMatrix, of = 1, confidence?: number): Estimate {
  const { hits, predicted } = classTotals(matrix)
  return shareOrZero(hits[of], predicted[of], confidence)
}
