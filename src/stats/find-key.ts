import { countDistinct } from "./count-distinct.js"
import { denseCodes, type Coded } from "./dense-codes.js"
import { sortAscending } from "./sort-ascending.js"

/** A column's values at the sampled rows, as anything that is equal where they are; −1 and NaN are missing. */
export interface KeyColumn {
  name: string
  values: ArrayLike<number>
}

export interface FoundKey {
  columns: string[]
  /** Pairs of rows that would have met by chance, were the columns independent. */
  expected: number
}

const mostColumns = 10
const mostTogether = 4
const firstLook = 2000
/** Odds below one in a million that so many expected pairs are none. */
const surprising = Math.log(1e6)

/**
 * The columns that together name a row: the smallest set, of at most four, without a repeated row, though chance would have
 * brought some (odds below one in a million: the birthday problem over independent columns). Null where there is none.
 * Only the ten columns with the most different values are tried; those with a missing or a single value are left out.
 */
export function findKey(columns: readonly KeyColumn[]): FoundKey | null {
  const rows = columns.at(0)?.values.length ?? 0
  if (rows < 2) return null
  const pairs = (rows * (rows - 1)) / 2
  const candidates = columns
    .map(({ name, values }) => ({ name, codes: dense(values), meets: 0 }))
    .filter(({ codes }) => codes !== null && codes.levels > 1)
    .map(({ name, codes }) => ({ name, codes: codes!.codes, levels: codes!.levels, meets: meeting(codes!, rows) }))
    .sort((a, b) => a.meets - b.meets)
    .slice(0, mostColumns)
  const looked = Array.from({ length: Math.min(rows, firstLook) }, (_, i) =>
    Math.floor((i * rows) / Math.min(rows, firstLook)),
  )
  for (let size = 2; size <= mostTogether; size++) {
    const found = combinations(candidates.length, size)
      .map((places) => places.map((place) => candidates[place]))
      .map((set) => ({ set, expected: set.reduce((product, { meets }) => product * meets, pairs) }))
      .filter(({ expected }) => expected >= surprising)
      .sort((a, b) => b.expected - a.expected)
      .find(({ set }) => allDifferent(set, looked) && allDifferent(set, null))
    if (found !== undefined)
      return {
        columns: columns.map(({ name }) => name).filter((name) => found.set.some((one) => one.name === name)),
        expected: found.expected,
      }
  }
  return null
}

/** Rows of all columns together that repeat an earlier one; rows with a missing part are left out of both counts. */
export function repeatedRows(columns: readonly KeyColumn[]): { rows: number; keys: number } {
  const present = presentRows(columns)
  let together: Together = { codes: new Float64Array(present.length), levels: 1 }
  for (const { values } of columns) together = withColumn(together, denseCodes(valuesAt(values, present)), null)
  return { rows: present.length, keys: countDistinct(sortAscending(together.codes)) }
}

/** The rows in which no column is missing. */
function presentRows(columns: readonly KeyColumn[]): Int32Array {
  const rows = new Int32Array(columns.at(0)?.values.length ?? 0)
  let count = 0
  for (let row = 0; row < rows.length; row++)
    if (columns.every(({ values }) => !isMissing(values[row]))) rows[count++] = row
  return rows.subarray(0, count)
}

function valuesAt(values: ArrayLike<number>, rows: Int32Array): Float64Array {
  const found = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) found[i] = values[rows[i]]
  return found
}

const isMissing = (value: number) => value === -1 || Number.isNaN(value)

function dense(values: ArrayLike<number>): Coded | null {
  for (let i = 0; i < values.length; i++) if (isMissing(values[i])) return null
  return denseCodes(new Float64Array(values))
}

/** Chance that two rows drawn at random hold the same value, without the bias of the rows that meet themselves. */
function meeting({ codes, levels }: Coded, rows: number): number {
  const counts = new Float64Array(levels)
  for (const code of codes) counts[code]++
  return counts.reduce((sum, count) => sum + count * (count - 1), 0) / (rows * (rows - 1))
}

/** Several columns as one number a row. */
interface Together {
  codes: Float64Array
  levels: number
}

/** With one more column, of which these rows are looked at (null: all); changes the codes that it is given. */
function withColumn(together: Together, column: Coded, looked: readonly number[] | null): Together {
  // Larger codes would not be exact.
  const { codes, levels } = together.levels * column.levels > 2 ** 53 ? renumbered(together) : together
  for (let i = 0; i < codes.length; i++)
    codes[i] = codes[i] * column.levels + column.codes[looked === null ? i : looked[i]]
  return { codes, levels: levels * column.levels }
}

function renumbered(together: Together): Together {
  const { codes, levels } = denseCodes(together.codes)
  return { codes: new Float64Array(codes), levels }
}

/** Whether no two of the rows (null: of all) agree in every column. */
function allDifferent(set: readonly Coded[], looked: readonly number[] | null): boolean {
  const rows = looked?.length ?? set[0].codes.length
  let together: Together = { codes: new Float64Array(rows), levels: 1 }
  for (const column of set) together = withColumn(together, column, looked)
  const seen = new Set<number>()
  for (const code of together.codes) {
    if (seen.has(code)) return false
    seen.add(code)
  }
  return true
}

function combinations(n: number, size: number): number[][] {
  if (size === 0) return [[]]
  return Array.from({ length: n }, (_, last) => combinations(last, size - 1).map((rest) => [...rest, last])).flat()
}
