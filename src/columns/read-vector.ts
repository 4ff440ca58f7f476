import {
  Bool,
  DataType,
  Dictionary,
  Float64,
  Int32,
  Int64,
  makeData,
  makeVector,
  Null,
  TimeMillisecond,
  TimestampMicrosecond,
  TimestampMillisecond,
  Utf8,
  Uint64,
  type Vector,
} from "apache-arrow"
import { numberReader, textReader } from "./convert.js"
import type { StorageKind, Reading } from "../model.js"
import { dictionaryText } from "./vector-counts.js"
import { readDoubles, validity } from "./vector-numbers.js"

/** The vector's values as the reading has them. What cannot be read is missing. */
export function readVector(vector: Vector, { how, info }: Reading): Vector {
  if (how.as === "open") return vector
  if (how.as === "missing") return missingVector(vector.length, info.kind)
  const type = vector.type as DataType
  const exact = how.as === "numbers" && info.integer ? exactWholes(vector) : null
  if (exact !== null) return exact
  return numbersVector(DataType.isDictionary(type) ? fromTexts(vector, how) : fromNumbers(vector, how), info.kind)
}

/** The different texts of a column in the order of their codes. */
export function codedTexts(vector: Vector): string[] {
  const entries = vector.data.at(0)?.dictionary?.length ?? 0
  return Array.from({ length: entries }, (_, code) => dictionaryText(vector, code))
}

/** One double per row, NaN where none can be read. */
function fromTexts(vector: Vector, how: Reading["how"]): Float64Array {
  const read = textReader(how)
  const entries = codedTexts(vector).map((text) => {
    const value = read(text)
    return typeof value === "number" ? value : NaN
  })
  return spread(vector, entries)
}

function spread(vector: Vector, entries: ArrayLike<number>): Float64Array {
  const codes = vector.data[0].values as Int32Array
  const valid = validity(vector)
  const values = new Float64Array(vector.length)
  for (let i = 0; i < values.length; i++)
    values[i] = valid === null || (valid[i >> 3] & (1 << (i & 7))) !== 0 ? entries[codes[i]] : NaN
  return values
}

function fromNumbers(vector: Vector, how: Reading["how"]): Float64Array {
  const read = numberReader(how)
  const valid = validity(vector)
  const stored = readDoubles(vector)
  const values = new Float64Array(vector.length)
  for (let i = 0; i < values.length; i++)
    values[i] = valid === null || (valid[i >> 3] & (1 << (i & 7))) !== 0 ? read(stored[i]) : NaN
  return values
}

/** Whole numbers beyond 2^53 as 64-bit ones, with or without sign; null where doubles hold all, or 64 bits hold not. */
function exactWholes(vector: Vector): Vector | null {
  const texts = codedTexts(vector).map((text) => text.trim())
  if (texts.every((text) => text.length <= 15)) return null
  const wholes = texts.map((text) => (/^[+-]?\d+$/.test(text) ? BigInt(text.replace("+", "")) : null))
  const known = wholes.filter((value) => value !== null)
  if (known.every((value) => BigInt.asIntN(54, value) === value)) return null
  const signed = known.every((value) => BigInt.asIntN(64, value) === value)
  if (!signed && !known.every((value) => BigInt.asUintN(64, value) === value)) return null
  const codes = vector.data[0].values as Int32Array
  const inReference = validity(vector)
  const values = signed ? new BigInt64Array(vector.length) : new BigUint64Array(vector.length)
  const validityOf = new Validity(vector.length)
  for (let i = 0; i < vector.length; i++) {
    const value = inReference === null || (inReference[i >> 3] & (1 << (i & 7))) !== 0 ? wholes[codes[i]] : null
    if (value === null) validityOf.clear(i)
    else values[i] = value
  }
  const frame = { length: vector.length, ...validityOf.frame() }
  return values instanceof BigInt64Array
    ? makeVector(makeData({ type: new Int64(), ...frame, data: values }))
    : makeVector(makeData({ type: new Uint64(), ...frame, data: values }))
}

/** Which rows hold a value. */
export class Validity {
  private missing = 0
  private readonly bits: Uint8Array

  constructor(rows: number) {
    this.bits = new Uint8Array(Math.ceil(rows / 8)).fill(255)
  }

  clear(row: number): void {
    this.missing++
    this.bits[row >> 3] &= ~(1 << (row & 7))
  }

  frame(): { nullCount: number; nullBitmap?: Uint8Array } {
    return this.missing === 0 ? { nullCount: 0 } : { nullCount: this.missing, nullBitmap: this.bits }
  }
}

/** Values (NaN: missing) as a vector of this kind; dates and times of day are in milliseconds. */
export function numbersVector(values: Float64Array, kind: StorageKind): Vector {
  const present = new Validity(values.length)
  let fine = false
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) present.clear(i)
    else if (!Number.isInteger(values[i])) fine = true
  }
  const frame = { length: values.length, ...present.frame() }
  switch (kind) {
    case "boolean":
      return makeVector(makeData({ type: new Bool(), ...frame, data: bitsOf(values) }))
    case "datetime": {
      const scale = fine ? 1000 : 1
      const data = wholeNumbers(values, scale)
      const type = fine ? new TimestampMicrosecond() : new TimestampMillisecond()
      return makeVector(makeData({ type, ...frame, data }))
    }
    case "time": {
      const data = Int32Array.from(values, (ms) => (Number.isNaN(ms) ? 0 : Math.round(ms)))
      return makeVector(makeData({ type: new TimeMillisecond(), ...frame, data }))
    }
    default:
      return makeVector(makeData({ type: new Float64(), ...frame, data: values }))
  }
}

/** Values times `scale`, rounded to 64 bits; NaN gives 0. Written as halves where doubles are exact: a tenth of the time of BigInt(…). */
function wholeNumbers(values: Float64Array, scale: number): BigInt64Array {
  const whole = new BigInt64Array(values.length)
  const halves = new Int32Array(whole.buffer)
  for (let i = 0; i < values.length; i++) {
    const value = Math.round(values[i] * scale)
    if (Number.isSafeInteger(value)) {
      halves[2 * i] = value
      halves[2 * i + 1] = Math.floor(value / 2 ** 32)
    } else if (!Number.isNaN(value)) whole[i] = BigInt(value)
  }
  return whole
}

function bitsOf(values: Float64Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(values.length / 8))
  for (let i = 0; i < values.length; i++) if (values[i] === 1) bits[i >> 3] |= 1 << (i & 7)
  return bits
}

/** So many missing values of a kind. */
function missingVector(rows: number, kind: StorageKind): Vector {
  const nullBitmap = new Uint8Array(Math.ceil(rows / 8))
  const frame = { length: rows, nullCount: rows, nullBitmap }
  switch (kind) {
    case "string":
    case "binary": {
      const none = { type: new Utf8(), length: 0, valueOffsets: new Int32Array(1), data: new Uint8Array(0) }
      const type = new Dictionary(new Utf8(), new Int32())
      const data = new Int32Array(rows)
      return makeVector(makeData({ type, ...frame, data, dictionary: makeVector(makeData(none)) }))
    }
    case "null":
    case "nested":
      return makeVector(makeData({ type: new Null(), length: rows }))
    default:
      return numbersVector(new Float64Array(rows).fill(NaN), kind)
  }
}
