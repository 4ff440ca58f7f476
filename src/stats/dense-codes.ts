import { sortAscending } from "./sort-ascending.js"

/** A value per row as a whole number below `levels`; −1 stands for a missing one. */
export interface Coded {
  codes: Int32Array
  levels: number
}

/** Numbers as codes in ascending order: equal numbers have equal codes, the smallest 0. NaN is missing. */
export function denseCodes(values: Float64Array): Coded {
  const sorted = sortAscending(values.filter((value) => !Number.isNaN(value)))
  let levels = 0
  for (const value of sorted) if (levels === 0 || value !== sorted[levels - 1]) sorted[levels++] = value
  const codes = new Int32Array(values.length)
  for (let i = 0; i < values.length; i++) codes[i] = Number.isNaN(values[i]) ? -1 : place(sorted, levels, values[i])
  return { codes, levels }
}

/** The index of a value among the first `n` of ascending ones; it is one of them. */
function place(sorted: Float64Array, n: number, value: number): number {
  let [low, high] = [0, n - 1]
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}
