import { binCount, type BinnedTable } from "./binned-table.js"

/** A regression tree over bins, node by node; node 0 is the root. */
export interface Tree {
  /** The column that splits a node; -1 in a leaf. */
  column: Int32Array
  left: Int32Array
  right: Int32Array
  /** 1 where a bin of the node's column goes left; `binCount` numbers per node. */
  goesLeft: Uint8Array
  /** What a leaf adds to the score. */
  value: Float64Array
  /** Summed gain of the splits on each column of the table. */
  gains: Float64Array
}

/** Adds the tree's values to the scores of the given rows; `scores` has one place per row of the table. */
export function addTree(tree: Tree, table: BinnedTable, rows: Int32Array, scores: Float64Array): void {
  const { column, left, right, goesLeft, value } = tree
  const { bins, columns } = table
  for (const row of rows) {
    let node = 0
    while (column[node] >= 0) {
      const bin = bins[row * columns + column[node]]
      node = goesLeft[node * binCount + bin] === 1 ? left[node] : right[node]
    }
    scores[row] += value[node]
  }
}
