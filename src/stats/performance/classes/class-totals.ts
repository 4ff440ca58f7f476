import type { ConfusionMatrix } from "./confusion-matrix.js"

/** Per class the rows that have it, that were given it, and both; and all rows. */
export interface ClassTotals {
  truth: Float64Array
  predicted: Float64Array
  hits: Float64Array
  rows: number
}

/** Sums of a confusion matrix by row, by column and along its diagonal. */
export function classTotals({ classes, counts }: ConfusionMatrix): ClassTotals {
  const [truth, predicted, hits] = [0, 1, 2].map(() => new Float64Array(classes))
  let rows = 0
  for (let t = 0; t < classes; t++) {
    for (let p = 0; p < classes; p++) {
      const count = counts[t * classes + p]
      truth[t] += count
      predicted[p] += count
      rows += count
    }
    hits[t] = counts[t * (classes + 1)]
  }
  return { truth, predicted, hits, rows }
}
