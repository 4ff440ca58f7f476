import type { Vector } from "apache-arrow"
import { exactIntegers, validity } from "./vector-numbers.js"

type Integers = BigInt64Array | BigUint64Array

/** The 64-bit values of a column that doubles would merge, ascending, missing ones left out; null where doubles hold them all. */
export function sortedIntegers(vector: Vector): Integers | null {
  const values = exactIntegers(vector)
  return values === null ? null : present(values, validity(vector)).sort()
}

function present(values: Integers, valid: Uint8Array | null): Integers {
  const kept = values.slice()
  if (valid === null) return kept
  let length = 0
  for (let i = 0; i < values.length; i++) if ((valid[i >> 3] & (1 << (i & 7))) !== 0) kept[length++] = values[i]
  return kept.subarray(0, length)
}

/** Calls `visit` with each different value of an ascending array, by its place, and the rows that hold it. */
export function eachInteger(sorted: Integers, visit: (place: number, rows: number) => void): void {
  // By halves: a comparison of two bigints makes both of them first.
  const words = new Int32Array(sorted.buffer, sorted.byteOffset, 2 * sorted.length)
  const differs = (a: number, b: number) => words[2 * a] !== words[2 * b] || words[2 * a + 1] !== words[2 * b + 1]
  for (let start = 0, end = 1; start < sorted.length; start = end++) {
    while (end < sorted.length && !differs(start, end)) end++
    visit(start, end - start)
  }
}
