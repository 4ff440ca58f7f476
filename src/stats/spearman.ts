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
  const [first, second] = rowsOfBoth(a, b)
  const ranks = codeRanks({ codes: first, levels: a.levels })
  return { value: valueWithout(ranks, codeRanks({ codes: second, levels: b.levels }), 0, 0), rows: first.length }
}

/**
 * The same of several pairs of columns, all of as many rows, without each group of rows in turn; null where a group leaves nothing to tell
 * from. The groups have all rows, each in one. A column is ranked once for all of its pairs that have values in the same rows.
 * Ranks are halves and their sums exact (below 100,000 rows), so the rows may come in any order.
 */
export function spearmanWithoutEach(
  pairs: readonly (readonly [Coded, Coded])[],
  groups: readonly Int32Array[],
): (number | null)[][] {
  const sets = new Map<string, RowSet>()
  const columns = new Map(
    pairs.flat().map((column, i) => [column.codes, { id: i, whole: wholeRanks(column) !== null }]),
  )
  const both = pairs.map((pair) => {
    const lacking = pair.filter(({ codes }) => columns.get(codes)?.whole === false)
    const key = lacking.map(({ codes }) => columns.get(codes)?.id).join()
    const set = sets.get(key) ?? rowsWith(lacking, groups)
    sets.set(key, set)
    return { set, a: dealt(pair[0], set), b: dealt(pair[1], set) }
  })
  const values = pairs.map((): (number | null)[] => [])
  groups.forEach((_, group) => {
    for (const { starts, columns: dealtOut } of sets.values())
      for (const column of dealtOut.values()) rankWithout(column, starts[group], starts[group + 1])
    both.forEach(({ set, a, b }, i) => values[i].push(valueWithout(a, b, set.starts[group], set.starts[group + 1])))
  })
  return values
}

/** Rows that have the values of a pair, group after group, and the columns that are ranked among them. */
interface RowSet {
  rows: Int32Array
  /** Where each group begins, and the last one ends. */
  starts: number[]
  /** By their codes. */
  columns: Map<Int32Array, Dealt>
}

/** The rows in which neither of these columns, none to two, lacks its value. */
function rowsWith([first, second]: readonly (Coded | undefined)[], groups: readonly Int32Array[]): RowSet {
  const [some, others] = [first?.codes ?? null, second?.codes ?? null]
  const rows = new Int32Array(groups.reduce((sum, group) => sum + group.length, 0))
  const starts = [0]
  let count = 0
  for (const group of groups) {
    for (let i = 0; i < group.length; i++) {
      const row = group[i]
      if ((some === null || some[row] !== -1) && (others === null || others[row] !== -1)) rows[count++] = row
    }
    starts.push(count)
  }
  return { rows: rows.subarray(0, count), starts, columns: new Map() }
}

/** A column among such rows, and rows per code. */
interface Dealt extends CodeRanks {
  counts: Float64Array
}

function dealt({ codes, levels }: Coded, { rows, columns }: RowSet): Dealt {
  const known = columns.get(codes)
  if (known !== undefined) return known
  const inOrder = new Int32Array(rows.length)
  for (let i = 0; i < rows.length; i++) inOrder[i] = codes[rows[i]]
  const column = { codes: inOrder, counts: counted(inOrder, levels), ranks: new Float64Array(levels), squares: 0 }
  columns.set(codes, column)
  return column
}

/** Ranks the rows outside of the range `from` to `to`. */
function rankWithout(column: Dealt, from: number, to: number): void {
  const { codes, counts, ranks } = column
  for (let i = from; i < to; i++) counts[codes[i]]--
  column.squares = toMidranks(counts, codes.length - (to - from), ranks)
  for (let i = from; i < to; i++) counts[codes[i]]++
}

/** Of two columns by the ranks of the rows outside of the range. */
function valueWithout(a: CodeRanks, b: CodeRanks, from: number, to: number): number | null {
  const squares = a.squares * b.squares
  if (squares === 0) return null
  return clamped((products(a, b, 0, from) + products(a, b, to, a.codes.length)) / Math.sqrt(squares))
}

/** Codes row by row, the rank of each code, counted from the middle one, and the sum of the squares of all rows' ranks. */
interface CodeRanks {
  codes: Int32Array
  ranks: Float64Array
  squares: number
}

/** The sum of the products of the ranks of these rows; two sums side by side, because an addition waits for the one before it. */
function products(a: CodeRanks, b: CodeRanks, from: number, to: number): number {
  const [codesA, codesB, ranksA, ranksB] = [a.codes, b.codes, a.ranks, b.ranks]
  const odd = (to - from) & 1
  let [sum, other] = [odd === 1 ? ranksA[codesA[from]] * ranksB[codesB[from]] : 0, 0]
  for (let i = from + odd; i < to; i += 2) {
    sum += ranksA[codesA[i]] * ranksB[codesB[i]]
    other += ranksA[codesA[i + 1]] * ranksB[codesB[i + 1]]
  }
  return sum + other
}

/** The codes of the rows that have both values. */
function rowsOfBoth(a: Coded, b: Coded): [Int32Array, Int32Array] {
  const [first, second] = [new Int32Array(a.codes.length), new Int32Array(a.codes.length)]
  let rows = 0
  for (let row = 0; row < a.codes.length; row++) {
    const [codeA, codeB] = [a.codes[row], b.codes[row]]
    if (codeA === -1 || codeB === -1) continue
    first[rows] = codeA
    second[rows++] = codeB
  }
  return [first.subarray(0, rows), second.subarray(0, rows)]
}

function counted(codes: Int32Array, levels: number): Float64Array {
  const counts = new Float64Array(levels)
  for (let i = 0; i < codes.length; i++) counts[codes[i]]++
  return counts
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
  if (ranks === undefined) known.set(column.codes, (ranks = column.codes.includes(-1) ? null : ranksOf(column)))
  return ranks
}

function ranksOf(column: Coded): Ranks {
  const { codes, ranks: ofCode, squares } = codeRanks(column)
  const ranks = new Float32Array(codes.length)
  for (let i = 0; i < codes.length; i++) ranks[i] = ofCode[codes[i]]
  return { ranks, squares }
}

function codeRanks({ codes, levels }: Coded): CodeRanks {
  const ranks = counted(codes, levels)
  return { codes, ranks, squares: toMidranks(ranks, codes.length) }
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
