import { denseCodes } from "../dense-codes.js"
import { rowNumbers } from "../row-numbers.js"

/** Row numbers in ascending order of their values; rows of equal value keep their order. */
export function stableOrder(values: Float64Array): Int32Array {
  const { codes, levels } = denseCodes(values)
  return orderByCode(rowNumbers(values.length), codes, levels)
}

/** The same rows in ascending order of their codes (from 0, below `levels`); rows of equal code keep their order. */
export function orderByCode(rows: Int32Array, codes: Int32Array, levels: number): Int32Array {
  const places = new Int32Array(levels + 1)
  for (const row of rows) places[codes[row] + 1]++
  for (let level = 1; level <= levels; level++) places[level] += places[level - 1]
  const ordered = new Int32Array(rows.length)
  for (const row of rows) ordered[places[codes[row]]++] = row
  return ordered
}
