import type { BinnedTable } from "./binned-table.js"
import { growTree } from "./grow-tree.js"
import type { Loss, Targets } from "./losses.js"
import { addTree, type Tree } from "./tree.js"

export interface BoostOptions {
  /** Most trees. */
  rounds: number
  /** Stops when the loss on the validation rows has not fallen for so many trees, and keeps those up to the best. */
  patience: number
}

/** A row's score is `start` and what each tree adds. */
export interface Boosted {
  start: number
  trees: Tree[]
}

/**
 * Trees whose summed values make the loss small. `targets` has one place per row of the table; without validation rows all rounds are run.
 * The same input gives the same trees.
 * Source: Friedman (2001), Annals of Statistics 29:1189-1232.
 */
export function boost(
  table: BinnedTable,
  { targets, loss }: { targets: Targets; loss: Loss },
  rows: Int32Array,
  validation: Int32Array,
  { rounds, patience }: BoostOptions,
): Boosted {
  const trees: Tree[] = []
  const start = loss.start(targets, rows)
  const scores = new Float64Array(table.rows).fill(start)
  const derivatives = { gradient: new Float64Array(table.rows), hessian: new Float64Array(table.rows) }
  let best = { trees: 0, loss: loss.sum(targets, validation, scores) }
  while (trees.length < rounds && trees.length - best.trees < patience) {
    loss.derive(targets, rows, scores, derivatives)
    const tree = growTree(table, derivatives, rows.slice())
    if (tree.column[0] < 0) break
    trees.push(tree)
    addTree(tree, table, rows, scores)
    addTree(tree, table, validation, scores)
    const now = loss.sum(targets, validation, scores)
    if (validation.length === 0 || now < best.loss) best = { trees: trees.length, loss: now }
  }
  return { start, trees: trees.slice(0, best.trees) }
}
