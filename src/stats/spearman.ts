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
  if (whole !== null && other !== null) return ofRanks(whole, other)
  const both = rowsOfBoth(a, b, [])
  const rows = both.first.length
  const value = ofLevels(both, [counted(both.first, a.levels), counted(both.second, b.levels)], [rows, rows])
  return { value, rows }
}

/**
 * The same of several pairs of columns, all of as many rows, without each group of rows in turn; null where a group leaves nothing to tell
 * from. The groups have all rows, each in one. A column with a value in every row is ranked once for all of its pairs.
 * Ranks are halves and their sums exact (below 100,000 rows), so the rows may come in any order.
 */
export function spearmanWithoutEach(
  pairs: readonly (readonly [Coded, Coded])[],
  groups: readonly Int32Array[],
): (number | null)[][] {
  const columns = new Map(pairs.flat().map((column) => [column.codes, dealt(column, groups)]))
  const both = pairs.map(([a, b]) => [columns.get(a.codes) ?? null, columns.get(b.codes) ?? null] as const)
  const values = pairs.map(([a, b], i) => (both[i].includes(null) ? ofRowsOfBoth(a, b, groups) : []))
  let end = 0
  for (const group of groups) {
    const range = [end, (end += group.length)] as const
    for (const column of columns.values()) if (column !== null) rankWithout(column, range)
    both.forEach(([a, b], i) => {
      if (a !== null && b !== null) values[i].push(ofRanks(a, b).value)
    })
  }
  return values
}

/** A column with a value in every row: its codes group after group, and rows per code. */
interface Dealt extends Ranks {
  codes: Int32Array
  counts: Float64Array
  /** Room for the ranks of codes. */
  ofCode: Float64Array
}

/** Null where a row has no value. */
function dealt(column: Coded, groups: readonly Int32Array[]): Dealt | null {
  if (wholeRanks(column) === null) return null
  const { codes, levels } = column
  const inGroups = new Int32Array(codes.length)
  let rows = 0
  for (const group of groups) for (let i = 0; i < group.length; i++) inGroups[rows++] = codes[group[i]]
  const [counts, ofCode, ranks] = [counted(codes, levels), new Float64Array(levels), new Float32Array(rows)]
  return { codes: inGroups, counts, ofCode, ranks, squares: 0 }
}

/** Ranks the rows outside of the range `from` to `to`; those within are in the middle, where they add nothing. */
function rankWithout(column: Dealt, [from, to]: readonly [number, number]): void {
  const { codes, counts, ofCode, ranks } = column
  ofCode.set(counts)
  for (let i = from; i < to; i++) ofCode[codes[i]]--
  column.squares = toMidranks(ofCode, codes.length - (to - from))
  for (let i = 0; i < codes.length; i++) ranks[i] = ofCode[codes[i]]
  ranks.fill(0, from, to)
}

/** Without each group in turn, of columns that lack values: each row that has both is ranked among those. */
function ofRowsOfBoth(a: Coded, b: Coded, groups: readonly Int32Array[]): (number | null)[] {
  const both = rowsOfBoth(a, b, groups)
  const [all, others] = [counted(both.first, a.levels), counted(both.second, b.levels)]
  return groups.map((_, group) => {
    const range = [both.starts[group], both.starts[group + 1]] as const
    return ofLevels(both, [lessRange(all, both.first, range), lessRange(others, both.second, range)], range)
  })
}

/** The codes of the rows that have both values, group after group. */
interface Both {
  first: Int32Array
  second: Int32Array
  /** Where each group begins, and the last one ends. */
  starts: number[]
}

/** `groups` empty: all rows as they come. */
function rowsOfBoth(a: Coded, b: Coded, groups: readonly Int32Array[]): Both {
  const [first, second] = [new Int32Array(a.codes.length), new Int32Array(a.codes.length)]
  const starts = [0]
  let rows = 0
  const take = (row: number) => {
    const [codeA, codeB] = [a.codes[row], b.codes[row]]
    if (codeA === -1 || codeB === -1) return
    first[rows] = codeA
    second[rows++] = codeB
  }
  for (const group of groups) {
    for (const row of group) take(row)
    starts.push(rows)
  }
  if (groups.length === 0) for (let row = 0; row < a.codes.length; row++) take(row)
  return { first: first.subarray(0, rows), second: second.subarray(0, rows), starts }
}

function counted(codes: Int32Array, levels: number): Float64Array {
  const counts = new Float64Array(levels)
  for (let i = 0; i < codes.length; i++) counts[codes[i]]++
  return counts
}

function lessRange(counts: Float64Array, codes: Int32Array, [from, to]: readonly [number, number]): Float64Array {
  const left = counts.slice()
  for (let i = from; i < to; i++) left[codes[i]]--
  return left
}

/** Of the rows outside of the range `from` to `to`; `counts`: theirs by level, which become ranks. */
function ofLevels(
  { first, second }: Both,
  [countsA, countsB]: readonly [Float64Array, Float64Array],
  [from, to]: readonly [number, number],
): number | null {
  const rows = first.length - (to - from)
  const squares = toMidranks(countsA, rows) * toMidranks(countsB, rows)
  if (squares === 0) return null
  let products = 0
  for (let i = 0; i < from; i++) products += countsA[first[i]] * countsB[second[i]]
  for (let i = to; i < first.length; i++) products += countsA[first[i]] * countsB[second[i]]
  return clamped(products / Math.sqrt(squares))
}

const clamped = (value: number) => Math.max(-1, Math.min(1, value))

/** Each row's rank, counted from the middle one (halves, of which a single holds those of 16 million rows), and the sum of their squares. */
interface Ranks {
  ranks: Float32Array
  squares: number
}

const known = new WeakMap<Int32Array, Ranks | null>()

/** The ranks of a column that has a value in every row, or null; remembered as long as the codes live: a column is in many pairs, and its ranks are then the same in all. */
function wholeRanks(column: Coded): Ranks | null {
  let ranks = known.get(column.codes)
  if (ranks === undefined) known.set(column.codes, (ranks = ranksOf(column)))
  return ranks
}

function ranksOf({ codes, levels }: Coded): Ranks | null {
  if (codes.includes(-1)) return null
  const ofLevel = counted(codes, levels)
  const squares = toMidranks(ofLevel, codes.length)
  const ranks = new Float32Array(codes.length)
  for (let i = 0; i < codes.length; i++) ranks[i] = ofLevel[codes[i]]
  return { ranks, squares }
}

/** Of two columns by the ranks of all rows. */
function ofRanks(a: Ranks, b: Ranks): Association {
  const [ranksA, ranksB] = [a.ranks, b.ranks]
  const rows = ranksA.length
  const squares = a.squares * b.squares
  if (squares === 0) return { value: null, rows }
  let products = 0
  for (let i = 0; i < rows; i++) products += ranksA[i] * ranksB[i]
  return { value: clamped(products / Math.sqrt(squares)), rows }
}
