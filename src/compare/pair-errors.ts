import type { Association } from "../stats/association.js"
import type { Coded } from "../stats/dense-codes.js"
import { jackknifeError } from "../stats/jackknife-error.js"
import { randomNumbers } from "../stats/random.js"
import { spearman, spearmanWithoutEach } from "../stats/spearman.js"
import { rowSampleSeed } from "../evidence/row-sample.js"

/** Two columns of one side, row by row, and how closely they go together. */
export interface CodedPair {
  first: Coded
  second: Coded
  measure: (first: Coded, second: Coded) => Association
}

/** Groups of rows that are left out in turn. */
export const leftOutGroups = 10

/** Errors of pairs of codes. The reference of many comparisons has the same codes in each: its errors are worked out once. */
const known = new WeakMap<Int32Array, WeakMap<Int32Array, number | null>>()

/** Standard errors of the pairs' associations, by leaving out each of ten random tenths of the rows; null where a tenth leaves none. */
export function pairErrors(pairs: readonly CodedPair[]): (number | null)[] {
  const unknown = pairs.filter(({ first, second }) => known.get(first.codes)?.has(second.codes) !== true)
  if (unknown.length > 0) {
    const groups = groupsOf(unknown[0].first.codes.length)
    const ranked = unknown.filter(({ measure }) => measure === spearman)
    const ofRanks = spearmanWithoutEach(
      ranked.map(({ first, second }) => [first, second] as const),
      groups,
    )
    ranked.forEach((pair, i) => {
      remember(pair, ofRanks[i])
    })
    for (const pair of unknown) if (pair.measure !== spearman) remember(pair, withoutEach(pair, groups))
  }
  return pairs.map(({ first, second }) => known.get(first.codes)?.get(second.codes) ?? null)
}

/** `without`: the pair's association without each of the groups. */
function remember({ first, second }: CodedPair, without: readonly (number | null)[]): void {
  const errors = known.get(first.codes) ?? new WeakMap<Int32Array, number | null>()
  known.set(
    first.codes,
    errors.set(
      second.codes,
      jackknifeError(leftOutGroups, (group) => without[group]),
    ),
  )
}

let dealt: { rows: number; groups: Int32Array[] } | null = null

/** The groups of so many rows; those of as many rows as last time are the same. */
function groupsOf(rows: number): Int32Array[] {
  if (dealt?.rows !== rows) dealt = { rows, groups: dealtOut(rows) }
  return dealt.groups
}

/**
 * The rows of each of the groups. At random: rows in order of time, dealt out in turn, would make the groups too much alike.
 */
function dealtOut(rows: number): Int32Array[] {
  const next = randomNumbers(rowSampleSeed)
  const dealt = Array.from({ length: leftOutGroups }, (): number[] => [])
  for (let row = 0; row < rows; row++) dealt[Math.floor(next() * leftOutGroups)].push(row)
  return dealt.map((group) => Int32Array.from(group))
}

/** How closely the columns of a pair go together without each group of rows. */
function withoutEach({ first, second, measure }: CodedPair, groups: readonly Int32Array[]): (number | null)[] {
  // A row counts in a pair only where both columns have a value, so it is enough to take it from one of them.
  return groups.map((rows) => measure(withoutRows(first, rows), second).value)
}

/** The column with no values in these rows: a copy with holes costs a tenth of a copy of the other rows. */
function withoutRows({ codes, levels }: Coded, rows: Int32Array): Coded {
  const kept = codes.slice()
  for (const row of rows) kept[row] = -1
  return { codes: kept, levels }
}
