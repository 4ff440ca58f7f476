import { DataType, type Vector } from "apache-arrow"
import type { KeyHashes } from "../model.js"
import { mix } from "./row-hashes.js"
import { readDoubles, toMilliseconds, validity } from "./vector-numbers.js"

/** Whole numbers up to this have doubles of their own; beyond, 64-bit keys are hashed by their own bits. */
const exactHigh = 2 ** 53 / 2 ** 32

/**
 * One 64-bit hash per row over the values of several columns, the same for the same values in any file: numbers and times by
 * their double (a decimal beyond 2^53 by its nearest one), strings by their bytes. A row with a missing part counts as missing.
 * Memory: 9 bytes per row, and one column at a time. `columns` gives each column's vector when its turn comes.
 */
export function hashKeys(rows: number, columns: readonly (() => Vector)[]): KeyHashes {
  const hashes = new Uint32Array(rows * 2)
  const isMissing = new Uint8Array(rows)
  columns.forEach((read, place) => addColumn(read(), place, hashes, isMissing))
  let kept = 0
  for (let row = 0; row < rows; row++) {
    if (isMissing[row] === 1) continue
    hashes[2 * kept] = hashes[2 * row]
    hashes[2 * kept + 1] = hashes[2 * row + 1]
    kept++
  }
  return { hashes: hashes.subarray(0, 2 * kept), isMissing }
}

function addColumn(vector: Vector, place: number, hashes: Uint32Array, isMissing: Uint8Array): void {
  const valid = DataType.isNull(vector.type) ? new Uint8Array((isMissing.length + 7) >> 3) : validity(vector)
  const words = valueWords(vector)
  const salt = Math.imul(place + 1, 0x9e3779b1)
  // Bits of large whole numbers may look like one.
  const mayBeNaN = DataType.isFloat(vector.type)
  for (let row = 0, at = 0; row < isMissing.length; row++, at += 2) {
    const [low, high] = [words[at], words[at + 1]]
    const isNaN = mayBeNaN && (high & 0x7ff00000) === 0x7ff00000 && ((high & 0xfffff) | low) !== 0
    if (isNaN || (valid !== null && (valid[row >> 3] & (1 << (row & 7))) === 0)) isMissing[row] = 1
    hashes[at] += mix(low ^ salt, high)
    hashes[at + 1] += mix(high ^ salt, low ^ 0x165667b1)
  }
}

/** Two 32-bit words per row, in turn, that depend on nothing but the value. */
function valueWords(vector: Vector): Uint32Array {
  const data = vector.data.at(0)
  const type = vector.type as DataType
  if (data === undefined || DataType.isNull(type)) return new Uint32Array(vector.length * 2)
  if (DataType.isDictionary(type)) return textWords(vector)
  if (DataType.isBool(type)) {
    const bits = data.values as Uint8Array
    return doubleWords(Float64Array.from({ length: vector.length }, (_, row) => (bits[row >> 3] >> (row & 7)) & 1))
  }
  const { times, over } = toMilliseconds(type)
  const stored = readDoubles(vector)
  const values = new Float64Array(stored.length)
  for (let row = 0; row < values.length; row++) values[row] = (stored[row] * times) / over + 0 // -0 equals 0
  const words = doubleWords(values)
  const exact: unknown = data.values
  if (times === over && (exact instanceof BigInt64Array || exact instanceof BigUint64Array)) keepLarge(exact, words)
  return words
}

/** Puts the bits of whole numbers beyond 2^53 in place of their doubles, which neighbours share. */
function keepLarge(values: BigInt64Array | BigUint64Array, words: Uint32Array): void {
  const halves = new Int32Array(values.buffer, values.byteOffset, values.length * 2)
  for (let at = 0; at < words.length; at += 2)
    if (halves[at + 1] >= exactHigh || halves[at + 1] < -exactHigh) {
      words[at] = halves[at]
      words[at + 1] = halves[at + 1]
    }
}

function doubleWords(values: Float64Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length * 2)
}

/** Each dictionary entry is hashed once, from its bytes. */
function textWords(vector: Vector): Uint32Array {
  const data = vector.data[0]
  const entries = data.dictionary?.data.at(0)
  const words = new Uint32Array(vector.length * 2)
  if (entries === undefined) return words
  const bytes = entries.values as Uint8Array
  const offsets = entries.valueOffsets as Int32Array | BigInt64Array
  const hashed = new Uint32Array(entries.length * 2)
  for (let code = 0; code < entries.length; code++) {
    let [low, high] = [0x811c9dc5, 0x2545f491]
    for (let at = Number(offsets[code]); at < Number(offsets[code + 1]); at++) {
      low = Math.imul(low ^ bytes[at], 0x01000193)
      high = Math.imul(high ^ bytes[at], 0x85ebca6b) + 0x27d4eb2f
    }
    hashed[2 * code] = mix(low, high)
    hashed[2 * code + 1] = mix(high, low ^ 0x5bd1e995)
  }
  const codes = data.values as Int32Array
  for (let row = 0; row < vector.length; row++) {
    words[2 * row] = hashed[2 * codes[row]]
    words[2 * row + 1] = hashed[2 * codes[row] + 1]
  }
  return words
}
