import type { Estimate } from "../../intervals/estimate.js"
import { wilson } from "../../intervals/wilson.js"
import { classTotals } from "./class-totals.js"
import type { ConfusionMatrix } from "./confusion-matrix.js"

/** Share of rows given the class they have, in [0, 1], with Wilson's interval; nothing without rows. */
export function accuracy(matrix: ConfusionMatrix, confidence?: number): Estimate {
  const { hits, rows } = classTotals(matrix)
  return wilson(
    hits.reduce((sum, count) => sum + count, 0),
    rows,
    confidence,
  )
}
