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
  const present = Array.from({ length: columns.at(0)?.values.length ?? 0 }, (_, row) => row).filter((row) =>
    columns.every(({ values }) => !isMissing(values[row])),
  )
  let codes = new Float64Array(present.length)
  for (const { values } of columns) {
    const own = denseOf(present.length, (i) => values[present[i]])
    codes = denseOf(present.length, (i) => codes[i] * own.levels + own.codes[i]).codes
  }
  return { rows: present.length, keys: new Set(codes).size }
}

interface Dense {
  codes: Float64Array<ArrayBuffer>
  levels: number
}

const isMissing = (value: number) => value === -1 || Number.isNaN(value)

function dense(values: ArrayLike<number>): Dense | null {
  for (let i = 0; i < values.length; i++) if (isMissing(values[i])) return null
  return denseOf(values.length, (i) => values[i])
}

function denseOf(rows: number, value: (row: number) => number): Dense {
  const byValue = new Map<number, number>()
  const codes = new Float64Array(rows)
  for (let i = 0; i < rows; i++) {
    const each = value(i)
    let code = byValue.get(each)
    if (code === undefined) byValue.set(each, (code = byValue.size))
    codes[i] = code
  }
  return { codes, levels: byValue.size }
}

/** Chance that two rows drawn at random hold the same value, without the bias of the rows that meet themselves. */
function meeting({ codes, levels }: Dense, rows: number): number {
  const counts = new Float64Array(levels)
  for (const code of codes) counts[code]++
  return counts.reduce((sum, count) => sum + count * (count - 1), 0) / (rows * (rows - 1))
}

/** Whether no two of the rows (null: of all) agree in every column. */
function allDifferent(set: readonly Dense[], looked: readonly number[] | null): boolean {
  const rows = looked?.length ?? set[0].codes.length
  let together: Dense = { codes: new Float64Array(rows), levels: 1 }
  for (const column of set) {
    // Larger codes would not be exact.
    if (together.levels * column.levels > 2 ** 53) {
      const { codes } = together
      together = denseOf(rows, (i) => codes[i])
    }
    const { codes } = together
    for (let i = 0; i < rows; i++) codes[i] = codes[i] * column.levels + column.codes[looked === null ? i : looked[i]]
    together.levels *= column.levels
  }
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
