import { randomNumbers } from "../random.js"
import { shuffle } from "../shuffle.js"
import type { BinnedTable } from "./binned-table.js"
import { boost, type BoostOptions } from "./boost.js"
import type { Loss, Targets } from "./losses.js"
import { addTree } from "./tree.js"
import { rowNumbers } from "../row-numbers.js"

export interface FoldOptions extends BoostOptions {
  folds: number
  seed: number
}

/**
 * The score of each row by trees that have not seen it: the rows are dealt to folds in seeded random order, and each fold is scored by trees
 * grown on the others. `groups`: rows that are dealt evenly, such as those of each label; rows of the table in none of them get the mean
 * score of all folds' trees. Each group has at least as many rows as there are folds. `gains`: summed per column, over all trees.
 */
export function outOfFold(
  table: BinnedTable,
  aim: { targets: Targets; loss: Loss },
  groups: readonly Int32Array[],
  { folds, seed, ...options }: FoldOptions,
): { scores: Float64Array; gains: Float64Array } {
  const next = randomNumbers(seed)
  const dealt = groups.map((rows) => shuffle(rows.slice(), next))
  const others = rowsOutside(table.rows, groups)
  const scores = new Float64Array(table.rows)
  const gains = new Float64Array(table.columns)
  for (let fold = 0; fold < folds; fold++) {
    const inFold = (held: boolean) => concat(dealt.map((rows) => rows.filter((_, i) => (i % folds === fold) === held)))
    const test = inFold(true)
    const { start, trees } = boost(table, aim, inFold(false), new Int32Array(0), options)
    const own = new Float64Array(table.rows)
    for (const tree of trees) {
      addTree(tree, table, test, own)
      addTree(tree, table, others, own)
      tree.gains.forEach((gain, column) => (gains[column] += gain))
    }
    for (const row of test) scores[row] = start + own[row]
    for (const row of others) scores[row] += (start + own[row]) / folds
  }
  return { scores, gains }
}

function rowsOutside(rows: number, groups: readonly Int32Array[]): Int32Array {
  const isIn = new Uint8Array(rows)
  for (const group of groups) for (const row of group) isIn[row] = 1
  return rowNumbers(rows).filter((row) => isIn[row] === 0)
}

/** All in one array, ascending, so that rows are read in the order they lie in memory. */
function concat(parts: readonly Int32Array[]): Int32Array {
  const rows = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    rows.set(part, at)
    at += part.length
  }
  return rows.sort()
}
