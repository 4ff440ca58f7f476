import type { BinnedTable } from "./binned-table.js"
import type { Derivatives } from "./histogram.js"
import { growTree } from "./grow-tree.js"
import { addTree, type Tree } from "./tree.js"

export interface BoostOptions {
  /** Most trees. */
  rounds: number
  /** Stops when the loss on the validation rows has not fallen for so many trees, and keeps those up to the best. */
  patience: number
}

/**
 * Trees whose summed values are the log-odds, up to a constant, that a row's label is 1. `labels` holds 0 or 1 per row
 * of the table; without validation rows all rounds are run. The same input gives the same trees.
 * Source: Friedman (2001), Annals of Statistics 29:1189-1232.
 */
export function boost(
  table: BinnedTable,
  labels: Uint8Array,
  rows: Int32Array,
  validation: Int32Array,
  { rounds, patience }: BoostOptions,
): Tree[] {
  const trees: Tree[] = []
  const scores = new Float64Array(table.rows).fill(logOdds(labels, rows))
  const derivatives = { gradient: new Float64Array(table.rows), hessian: new Float64Array(table.rows) }
  let best = { trees: 0, loss: logLoss(labels, validation, scores) }
  while (trees.length < rounds && trees.length - best.trees < patience) {
    derive(labels, rows, scores, derivatives)
    const tree = growTree(table, derivatives, rows.slice())
    if (tree.column[0] < 0) break
    trees.push(tree)
    addTree(tree, table, rows, scores)
    addTree(tree, table, validation, scores)
    const loss = logLoss(labels, validation, scores)
    if (validation.length === 0 || loss < best.loss) best = { trees: trees.length, loss }
  }
  return trees.slice(0, best.trees)
}

/** Log-odds of label 1 among the rows; half a row is added to each label. */
function logOdds(labels: Uint8Array, rows: Int32Array): number {
  let ones = 0
  for (const row of rows) ones += labels[row]
  return Math.log((ones + 0.5) / (rows.length - ones + 0.5))
}

function derive(labels: Uint8Array, rows: Int32Array, scores: Float64Array, { gradient, hessian }: Derivatives): void {
  for (const row of rows) {
    const p = 1 / (1 + Math.exp(-scores[row]))
    gradient[row] = p - labels[row]
    hessian[row] = p * (1 - p)
  }
}

/** Sum of −ln of the probability given to each row's own label. */
function logLoss(labels: Uint8Array, rows: Int32Array, scores: Float64Array): number {
  let loss = 0
  for (const row of rows) loss += Math.log1p(Math.exp(labels[row] === 1 ? -scores[row] : scores[row]))
  return loss
}
