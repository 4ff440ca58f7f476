import { sortAscending } from "../sort-ascending.js"
import { auc } from "../auc.js"
import type { BinnedTable } from "../boosting/binned-table.js"
import { logLoss } from "../boosting/losses.js"
import { outOfFold } from "../boosting/out-of-fold.js"
import { rowNumbers } from "../row-numbers.js"

/** How alike the inputs of two sides are, row by row. */
export interface SharedWeights {
  /** Of each row of the reference: the chance that such inputs are current's, both sides taken for equally large; in (0, 1). */
  reference: Float64Array
  /** Of each row of current: the chance that such inputs are the reference's. */
  current: Float64Array
  /** Per column of the table: how much it helps to tell the two apart. */
  gains: Float64Array
  /** How well the two are told apart: 0.5 not at all, 1 always. */
  auc: number
  /** How much of both sides' rows lies where both are: 1 all of it, 0 none. */
  overlap: number
}

const options = { folds: 5, rounds: 50, patience: 50 }

/** By boosted trees that have not seen the row. The first `n` rows of the table are the reference's; each side has at least 5. */
export function sharedWeights(table: BinnedTable, n: number, seed: number): SharedWeights {
  const m = table.rows - n
  const targets = new Uint8Array(table.rows).fill(1, n)
  const sides = [rowNumbers(n), rowNumbers(table.rows).subarray(n)]
  const { scores, gains } = outOfFold(table, { targets, loss: logLoss }, sides, { ...options, seed })
  const even = Math.log(n / m)
  const reference = scores.slice(0, n).map((score) => 1 / (1 + Math.exp(-(score + even))))
  const current = scores.slice(n).map((score) => 1 / (1 + Math.exp(score + even)))
  return {
    reference,
    current,
    gains,
    auc: auc(sortAscending(scores.slice(n)), sortAscending(scores.slice(0, n))).auc,
    overlap: Math.min(1, meanOf(reference) + meanOf(current)),
  }
}

const meanOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length
