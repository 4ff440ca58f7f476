import type { Estimate } from "../../intervals/estimate.js"
import { classTotals } from "./class-totals.js"
import type { ConfusionMatrix } from "./confusion-matrix.js"
import { shareOrZero } from "./share-or-zero.js"

/** Share of the rows of class `of` that were given it, in [0, 1], with Wilson's interval. 0 without an interval where no row has it. */
export function recall(matrix: ConfusionMatrix, of = 1, confidence?: number): Estimate {
  const { hits, truth } = classTotals(matrix)
  return shareOrZero(hits[of], truth[of], confidence)
}
