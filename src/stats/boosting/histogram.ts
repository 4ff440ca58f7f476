import { binCount, type BinnedTable } from "./binned-table.js"

/** First and second derivative of the loss at each row's score. */
export interface Derivatives {
  gradient: Float64Array
  hessian: Float64Array
}

/** Numbers per bin: sum of gradients, sum of hessians, rows. */
export const cellSize = 3

/** Sums per column and bin over some rows; the cell of bin b in column c starts at `(c * binCount + b) * cellSize`. */
export type Histogram = Float64Array

/** The histogram of the rows at places `start` to `end` (exclusive) of `rows`. */
export function buildHistogram(
  table: BinnedTable,
  { gradient, hessian }: Derivatives,
  rows: Int32Array,
  start: number,
  end: number,
): Histogram {
  const { bins, columns } = table
  const histogram = new Float64Array(columns * binCount * cellSize)
  const columnSize = binCount * cellSize
  for (let i = start; i < end; i++) {
    const row = rows[i]
    const g = gradient[row]
    const h = hessian[row]
    const first = row * columns
    for (let c = 0, column = 0; c < columns; c++, column += columnSize) {
      const cell = column + bins[first + c] * cellSize
      histogram[cell] += g
      histogram[cell + 1] += h
      histogram[cell + 2]++
    }
  }
  return histogram
}

/** Turns a node's histogram into that of one child by taking away the other's. */
export function subtractHistogram(parent: Histogram, child: Histogram): Histogram {
  for (let i = 0; i < parent.length; i++) parent[i] -= child[i]
  return parent
}
