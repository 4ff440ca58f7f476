import { DataType, type Decimal, type Vector } from "apache-arrow"
import type { CountedTexts, TextSide } from "../model.js"
import { remember } from "../stats/remember.js"
import { sortAscending } from "../stats/sort-ascending.js"
import { eachInteger, sortedIntegers } from "./exact-integers.js"
import { decimalInteger, decimalText, readDoubles, validity, vectorNumbers } from "./vector-numbers.js"

/**
 * Rows per category of a column, missing left out, keys in first-seen order for strings and in ascending order for numbers.
 * Numbers are written as JavaScript writes them ("4", "0.5"); whole numbers beyond 2^53 and decimals keep all their digits.
 * Binary values are written in hexadecimal.
 */
export function vectorCounts(vector: Vector): Map<string, number> {
  const type = vector.type as DataType
  if (DataType.isNull(type)) return new Map()
  if (DataType.isDictionary(type)) return dictionaryCounts(vector)
  if (DataType.isBool(type)) return booleanCounts(vector)
  if (DataType.isDecimal(type)) return decimalCounts(vector, type)
  const exact = sortedIntegers(vector)
  return exact === null ? numberCounts(sortAscending(vectorNumbers(vector).finite)) : integerCounts(exact)
}

/** Rows of each code, by vector: for its figures, its categories and its texts they are counted once. */
const countedCodes = new WeakMap<Vector, Uint32Array>()

/** Rows per dictionary code, missing rows left out; not to be changed. */
export function codeCounts(vector: Vector, codes: number): Uint32Array {
  const counts = countedCodes.get(vector) ?? countCodes(vector, codes)
  countedCodes.set(vector, counts)
  return counts
}

function countCodes(vector: Vector, codes: number): Uint32Array {
  const counts = new Uint32Array(codes)
  const indices = vector.data[0].values as Int32Array
  const valid = validity(vector)
  for (let i = 0; i < vector.length; i++)
    if (valid === null || (valid[i >> 3] & (1 << (i & 7))) !== 0) counts[indices[i]]++
  return counts
}

/** Dictionary entry `code` as a string; see `dictionaryReader`. */
export function dictionaryText(vector: Vector, code: number): string {
  return dictionaryReader(vector)(code)
}

/**
 * Reads a dictionary's entries as strings, by code; hexadecimal for binary values. From their bytes: Arrow's own reader drops a leading
 * U+FEFF. None in a vector without a dictionary.
 */
export function dictionaryReader(vector: Vector): (code: number) => string {
  const entries = dictionaryBytes(vector)
  if (entries === null)
    return () => {
      throw new Error("a dictionary without entries")
    }
  const { bytes, offsets, encoding } = entries
  return (code) => bytes.toString(encoding, offsets[code], offsets[code + 1])
}

/** A dictionary's entries as bytes, and the encoding they are shown in; null in a vector without a dictionary. */
export function dictionaryBytes(vector: Vector) {
  const entries = vector.data.at(0)?.dictionary?.data[0]
  if (entries === undefined) return null
  const { buffer, byteOffset } = entries.values as Uint8Array
  const encoding = DataType.isBinary(entries.type as DataType) ? ("hex" as const) : ("utf8" as const)
  return { bytes: Buffer.from(buffer, byteOffset), offsets: entries.valueOffsets as Int32Array, encoding }
}

/** At most so many different strings, evenly spaced in the order first met, with their rows; none where the column holds no strings. */
export function someTexts(vector: Vector, most: number): TextSide {
  const { values, counts } = countedTexts(vector) ?? noTexts
  const looked = Math.min(most, values.length)
  const places = Array.from({ length: looked }, (_, i) => Math.floor((i * values.length) / looked))
  return {
    values: places.map((place) => values.at(place) ?? ""),
    counts: Float64Array.from(places, (place) => counts[place]),
  }
}

/** How many codes rows hold. */
function countMet(counts: Uint32Array): number {
  let met = 0
  for (let code = 0; code < counts.length; code++) if (counts[code] > 0) met++
  return met
}

/** The codes that rows hold, ascending. */
function metCodes(counts: Uint32Array, met: number): Int32Array {
  const codes = new Int32Array(met)
  for (let code = 0, end = 0; code < counts.length; code++) if (counts[code] > 0) codes[end++] = code
  return codes
}

const noTexts: CountedTexts = { values: [], counts: new Float64Array(0) }

/**
 * All different strings of a column in the order of its dictionary, with their rows; null where the column holds no strings. Counted once
 * for each vector.
 */
export const countedTexts = remember(countTexts)

function countTexts(vector: Vector): CountedTexts | null {
  const dictionary = vector.data.at(0)?.dictionary
  if (dictionary?.type === undefined || !DataType.isUtf8(dictionary.type as DataType)) return null
  const rows = codeCounts(vector, dictionary.length)
  const entries = dictionaryBytes(vector)
  if (entries === null) return noTexts
  const { bytes, offsets } = entries
  const met = countMet(rows)
  // As a rule some row holds each entry, and what there is serves as it is.
  const codes = met === rows.length ? null : metCodes(rows, met)
  const starts = codes === null ? offsets.subarray(0, met) : codes.map((code) => offsets[code])
  const ends = codes === null ? offsets.subarray(1, met + 1) : codes.map((code) => offsets[code + 1])
  return {
    values: {
      length: met,
      at: (place) => bytes.toString("utf8", starts[place], ends[place]),
      utf8: { bytes, starts, ends },
    },
    counts: codes === null ? rows : new Uint32Array(codes).map((code) => rows[code]),
  }
}

/** Values at the given rows: numbers as `vectorNumbers` has them (NaN and infinite ones are null), anything else as text. */
export function valuesAt(vector: Vector, rows: Int32Array): (number | string | null)[] {
  const type = vector.type as DataType
  const data = vector.data.at(0)
  if (data === undefined) return []
  const valid = validity(vector)
  const present = (row: number) => valid === null || (valid[row >> 3] & (1 << (row & 7))) !== 0
  const at = (read: (row: number) => number | string | null) =>
    Array.from(rows, (row) => (present(row) ? read(row) : null))
  if (DataType.isDictionary(type)) {
    const codes = data.values as Int32Array
    const read = dictionaryReader(vector)
    return at((row) => read(codes[row]))
  }
  if (DataType.isBool(type)) {
    const bits = data.values as Uint8Array
    return at((row) => String(((bits[row >> 3] >> (row & 7)) & 1) === 1))
  }
  const numbers = readDoubles(vector)
  return at((row) => (Number.isFinite(numbers[row]) ? numbers[row] : null))
}

function dictionaryCounts(vector: Vector): Map<string, number> {
  const counts = codeCounts(vector, vector.data.at(0)?.dictionary?.length ?? 0)
  const byText = new Map<string, number>()
  const read = dictionaryReader(vector)
  counts.forEach((count, code) => {
    if (count > 0) add(byText, read(code), count)
  })
  return byText
}

function booleanCounts(vector: Vector): Map<string, number> {
  const { yes, no } = countBooleans(vector)
  return new Map([["false", no] as const, ["true", yes] as const].filter(([, count]) => count > 0))
}

/** Rows that hold true and rows that hold false. */
export function countBooleans(vector: Vector): { yes: number; no: number } {
  const data = vector.data.at(0)
  if (data === undefined) return { yes: 0, no: 0 }
  const bits = data.values as Uint8Array
  const valid = validity(vector)
  let yes = 0
  for (let i = 0; i < vector.length; i++) {
    const mask = 1 << (i & 7)
    if ((valid === null || (valid[i >> 3] & mask) !== 0) && (bits[i >> 3] & mask) !== 0) yes++
  }
  return { yes, no: vector.length - vector.nullCount - yes }
}

function decimalCounts(vector: Vector, type: Decimal): Map<string, number> {
  const words = vector.data[0].values as Uint32Array
  const valid = validity(vector)
  const byText = new Map<string, number>()
  for (let i = 0; i < vector.length; i++)
    if (valid === null || (valid[i >> 3] & (1 << (i & 7))) !== 0)
      add(byText, decimalText(decimalInteger(words, i, type.bitWidth / 32), type.scale), 1)
  return byText
}

/** Rows per number of an ascending sample; -0 counts as 0. */
export function numberCounts(sorted: Float64Array): Map<string, number> {
  const counts = new Map<string, number>()
  for (let start = 0, end = 1; start < sorted.length; start = end++) {
    while (end < sorted.length && sorted[end] === sorted[start]) end++
    counts.set(String(sorted[start] + 0), end - start)
  }
  return counts
}

function integerCounts(sorted: BigInt64Array | BigUint64Array): Map<string, number> {
  const counts = new Map<string, number>()
  eachInteger(sorted, (place, rows) => counts.set(String(sorted[place]), rows))
  return counts
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count)
}
