import type { BinnedTable } from "../../boosting/binned-table.js"
import { squaredLoss } from "../../boosting/losses.js"
import { outOfFold } from "../../boosting/out-of-fold.js"
import { rowNumbers } from "../../row-numbers.js"

const options = { folds: 5, rounds: 100, patience: 100 }

/**
 * The loss to expect of each row, by boosted trees that learn the losses of the first rows of the table from their columns: of these rows by
 * trees that have not seen them, of all others by the mean of all folds' trees. At least 5 losses, finite.
 * Source: direct loss estimation, NannyML 0.13.1, with trees of our own and out of fold. Numbers: fixtures/golden/direct_loss.json.
 */
export function expectedLosses(table: BinnedTable, losses: Float64Array, seed: number): Float64Array {
  const targets = new Float64Array(table.rows)
  targets.set(losses)
  const known = rowNumbers(losses.length)
  return outOfFold(table, { targets, loss: squaredLoss }, [known], { ...options, seed }).scores
}
