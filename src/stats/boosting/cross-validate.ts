import { auc, type Auc } from "../auc.js"
import { randomNumbers } from "../random.js"
import { shuffle } from "../shuffle.js"
import { sortAscending } from "../sort-ascending.js"
import type { BinnedTable } from "./binned-table.js"
import { boost, type BoostOptions } from "./boost.js"
import { logLoss } from "./losses.js"
import { addTree } from "./tree.js"

export interface CrossValidation {
  /** One per fold: how well trees grown on the other folds tell its labels apart. */
  folds: Auc[]
  /** Summed gain per column, over all trees of all folds. */
  gains: Float64Array
}

export interface CrossValidationOptions extends BoostOptions {
  folds: number
  /** From this many training rows on, a tenth of them is set aside to say when to stop. */
  validateFrom: number
  seed: number
}

/**
 * Boosted trees tested on rows they have not seen. Each label is dealt evenly to all folds, in seeded random order;
 * each label must have at least as many rows as there are folds, of which there are at least two.
 */
export function crossValidate(
  table: BinnedTable,
  labels: Uint8Array,
  { folds, validateFrom, seed, ...options }: CrossValidationOptions,
): CrossValidation {
  const next = randomNumbers(seed)
  const order = [0, 1].map((label) => shuffle(rowsOf(labels, label), next))
  const gains = new Float64Array(table.columns)
  const aucs: Auc[] = []
  for (let fold = 0; fold < folds; fold++) {
    const train = order.map((rows) => rows.filter((_, i) => i % folds !== fold))
    const validate = train[0].length + train[1].length >= validateFrom
    const [kept, aside] = validate ? splitOff(train) : [concat(train), new Int32Array(0)]
    const { trees } = boost(table, { targets: labels, loss: logLoss }, kept, aside, options)
    const scores = new Float64Array(table.rows)
    const test = order.map((rows) => rows.filter((_, i) => i % folds === fold))
    for (const tree of trees) {
      addTree(tree, table, concat(test), scores)
      tree.gains.forEach((gain, column) => (gains[column] += gain))
    }
    const [negatives, positives] = test.map((rows) => sortAscending(Float64Array.from(rows, (row) => scores[row])))
    aucs.push(auc(positives, negatives))
  }
  return { folds: aucs, gains }
}

function rowsOf(labels: Uint8Array, label: number): Int32Array {
  const rows = new Int32Array(labels.reduce((count, other) => count + Number(other === label), 0))
  let place = 0
  for (let row = 0; row < labels.length; row++) if (labels[row] === label) rows[place++] = row
  return rows
}

/** The rows of both labels, and every tenth of each label's apart. */
function splitOff(sides: readonly Int32Array[]): [Int32Array, Int32Array] {
  return [
    concat(sides.map((rows) => rows.filter((_, i) => i % 10 !== 9))),
    concat(sides.map((rows) => rows.filter((_, i) => i % 10 === 9))),
  ]
}

/** Both in one array, ascending, so that rows are read in the order they lie in memory. */
function concat([a, b]: readonly Int32Array[]): Int32Array {
  const rows = new Int32Array(a.length + b.length)
  rows.set(a)
  rows.set(b, a.length)
  return rows.sort()
}
