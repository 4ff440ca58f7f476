import type { Association } from "./association.js"
import type { Coded } from "./dense-codes.js"
import { toMidranks } from "./midranks.js"

/**
 * Spearman's rank correlation, in [−1, 1], of two columns of numbers as dense codes of equal length. Ties share the middle of
 * their ranks; ranks are taken among the rows that have both values.
 * Source: Spearman (1904), Am. J. Psychol. 15:72-101. Numbers: fixtures/correlations/golden.json.
 */
export function spearman(a: Coded, b: Coded): Association {
  const [whole, other] = [wholeRanks(a), wholeRanks(b)]
  if (whole !== null && other !== null) return spearmanOfRanks(whole, other)
  const [first, second] = [new Float64Array(a.levels), new Float64Array(b.levels)]
  const [codesA, codesB] = [a.codes, b.codes]
  let rows = 0
  for (let i = 0; i < codesA.length; i++) {
    const [codeA, codeB] = [codesA[i], codesB[i]]
    if (codeA === -1 || codeB === -1) continue
    first[codeA]++
    second[codeB]++
    rows++
  }
  const squares = toMidranks(first, rows) * toMidranks(second, rows)
  if (squares === 0) return { value: null, rows }
  let products = 0
  for (let i = 0; i < codesA.length; i++) {
    const [codeA, codeB] = [codesA[i], codesB[i]]
    if (codeA !== -1 && codeB !== -1) products += first[codeA] * second[codeB]
  }
  return { value: Math.max(-1, Math.min(1, products / Math.sqrt(squares))), rows }
}

/** Each row's rank, counted from the middle one, and the sum of their squares. */
export interface Ranks {
  /** 0 for rows that are left out. */
  ranks: Float64Array
  squares: number
  /** How many rows are ranked. */
  rows: number
}

const known = new WeakMap<Int32Array, Ranks | null>()

/** The ranks of a column that has a value in every row, or null; remembered as long as the codes live: a column is in many pairs, and its ranks are then the same in all. */
function wholeRanks(column: Coded): Ranks | null {
  let ranks = known.get(column.codes)
  if (ranks === undefined) known.set(column.codes, (ranks = ranksWithout(column, none)))
  return ranks
}

const none = new Int32Array(0)

/** The ranks of a column's rows but for some; null where the column lacks a value. */
export function ranksWithout({ codes, levels }: Coded, leftOut: Int32Array): Ranks | null {
  const ofLevel = new Float64Array(levels)
  for (let i = 0; i < codes.length; i++) {
    if (codes[i] === -1) return null
    ofLevel[codes[i]]++
  }
  for (const row of leftOut) ofLevel[codes[row]]--
  const rows = codes.length - leftOut.length
  const squares = toMidranks(ofLevel, rows)
  const ranks = new Float64Array(codes.length)
  for (let i = 0; i < codes.length; i++) ranks[i] = ofLevel[codes[i]]
  for (const row of leftOut) ranks[row] = 0
  return { ranks, squares, rows }
}

/** Spearman's rank correlation of two columns by the ranks of the same rows. */
export function spearmanOfRanks(a: Ranks, b: Ranks): Association {
  const { rows } = a
  const squares = a.squares * b.squares
  if (squares === 0) return { value: null, rows }
  const [ranksA, ranksB] = [a.ranks, b.ranks]
  let products = 0
  for (let i = 0; i < ranksA.length; i++) products += ranksA[i] * ranksB[i]
  return { value: Math.max(-1, Math.min(1, products / Math.sqrt(squares))), rows }
}
