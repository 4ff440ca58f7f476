import { plainNumber, powers } from "../sources/csv/numbers.js"
import type { TextBytes } from "./lines.js"

/** A value of a record that holds no others. */
export type Scalar = string | number | boolean | null

/** What a scalar is, as a number: one byte each. */
export const scalarKind = { null: 0, number: 1, string: 2, boolean: 3 } as const

const [quote, backslash, minus, plus, dot, zero, colon, lowerE, space] = Buffer.from('"\\-+.0:e ')
const words = [
  { text: expectedText("null"), kind: scalarKind.null, value: NaN },
  { text: expectedText("true"), kind: scalarKind.boolean, value: 1 },
  { text: expectedText("false"), kind: scalarKind.boolean, value: 0 },
]

/** A text that is expected: its bytes four by four, then what is left one by one. */
export interface Expected {
  length: number
  fours: Int32Array
  rest: Int8Array
}

export function expectedText(text: string): Expected {
  const bytes = Buffer.from(text)
  const view = viewOf(bytes)
  const whole = bytes.length >> 2
  return {
    length: bytes.length,
    fours: Int32Array.from({ length: whole }, (_, i) => view.getInt32(4 * i)),
    rest: Int8Array.from(bytes.subarray(4 * whole)),
  }
}

/** Scalars that are read out of bytes in UTF-8 by JSON's own grammar; no string is made before it is asked for. */
export class Scalars {
  bytes: Buffer = Buffer.alloc(0)
  private view = viewOf(this.bytes)
  readonly kinds: Uint8Array
  /** Of numbers, and 1 and 0 of true and false. */
  readonly numbers: Float64Array
  /** Strings are what stands in `bytes` from starts[i] up to ends[i]. */
  readonly starts: Int32Array
  readonly ends: Int32Array

  constructor(readonly length: number) {
    this.kinds = new Uint8Array(length)
    this.numbers = new Float64Array(length)
    this.starts = new Int32Array(length)
    this.ends = new Int32Array(length)
  }

  /** From now on, scalars are read out of these bytes. */
  turnTo(bytes: Buffer): void {
    if (bytes === this.bytes) return
    this.bytes = bytes
    this.view = viewOf(bytes)
  }

  /** Where what is expected ends, if it is what begins at `at`; else −1. Four bytes at a time, wherever they lie. */
  endOf({ length, fours, rest }: Expected, at: number): number {
    const { view, bytes } = this
    if (at + length > bytes.length) return -1
    for (let i = 0; i < fours.length; i++, at += 4) if (view.getInt32(at) !== fours[i]) return -1
    for (let i = 0; i < rest.length; i++, at++) if (view.getInt8(at) !== rest[i]) return -1
    return at
  }

  /**
   * Reads scalar `i`, which begins at `at` of `bytes`. Gives where it ends; −1 where there is none, and for what is left to JSON.parse:
   * strings with an escape, and numbers beyond 2^53.
   */
  read(i: number, at: number): number {
    const byte = this.bytes[at]
    if (byte === quote) return this.readString(i, at + 1)
    return byte < colon ? this.readNumber(i, at) : this.readWord(i, at)
  }

  /** As JSON.parse gives it. */
  value(i: number): Scalar {
    const { kinds, numbers, bytes, starts, ends } = this
    if (kinds[i] === scalarKind.string) return bytes.toString("utf8", starts[i], ends[i])
    if (kinds[i] === scalarKind.number) return numbers[i]
    return kinds[i] === scalarKind.null ? null : numbers[i] === 1
  }

  /** The bytes of a string; null for anything else. */
  text(i: number): TextBytes | null {
    const { kinds, bytes, starts, ends } = this
    return kinds[i] === scalarKind.string ? { bytes, start: starts[i], end: ends[i] } : null
  }

  private readString(i: number, start: number): number {
    const { bytes } = this
    let end = start
    for (let byte = bytes[end]; byte !== quote; byte = bytes[++end])
      if (!(byte >= space) || byte === backslash) return -1
    this.kinds[i] = scalarKind.string
    this.starts[i] = start
    this.ends[i] = end
    return end + 1
  }

  /** In one go, where fifteen digits and no exponent make one exact whole number over an exact power of ten. */
  private readNumber(i: number, start: number): number {
    const { bytes } = this
    const first = bytes[start] === minus ? start + 1 : start
    let [size, at] = [0, first]
    for (let digit = bytes[at] - zero; digit >= 0 && digit <= 9; digit = bytes[++at] - zero) size = size * 10 + digit
    const point = at
    if (bytes[at] === dot)
      for (let digit = bytes[++at] - zero; digit >= 0 && digit <= 9; digit = bytes[++at] - zero)
        size = size * 10 + digit
    if (at - first > 15 || (bytes[at] | space) === lowerE) return this.readLongNumber(i, start)
    if (point === first || at === point + 1 || (bytes[first] === zero && point > first + 1)) return -1
    this.kinds[i] = scalarKind.number
    const value = at === point ? size : size / powers[at - point - 1]
    this.numbers[i] = first === start ? value : -value
    return at
  }

  private readLongNumber(i: number, start: number): number {
    const { bytes } = this
    const end = numberEnd(bytes, start)
    if (end < 0) return -1
    let value = plainNumber(bytes, start, end)
    if (value !== value) value = Number(bytes.toString("latin1", start, end))
    this.kinds[i] = scalarKind.number
    this.numbers[i] = value
    return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? end : -1
  }

  private readWord(i: number, start: number): number {
    const word = words.find(({ text }) => text.fours[0] >>> 24 === this.bytes[start])
    if (word === undefined) return -1
    this.kinds[i] = word.kind
    this.numbers[i] = word.value
    return this.endOf(word.text, start)
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length)
}

/** Where the number ends that begins at `at`; −1 where none does. */
function numberEnd(bytes: Buffer, at: number): number {
  const first = bytes[at] === minus ? at + 1 : at
  let end = digitsEnd(bytes, first)
  if (end === first || (bytes[first] === zero && end > first + 1)) return -1
  if (bytes[end] === dot) {
    const decimals = end + 1
    end = digitsEnd(bytes, decimals)
    if (end === decimals) return -1
  }
  if ((bytes[end] | space) !== lowerE) return end
  const exponent = bytes[end + 1] === minus || bytes[end + 1] === plus ? end + 2 : end + 1
  end = digitsEnd(bytes, exponent)
  return end === exponent ? -1 : end
}

function digitsEnd(bytes: Buffer, at: number): number {
  let end = at
  for (let digit = bytes[end] - zero; digit >= 0 && digit <= 9; digit = bytes[++end] - zero);
  return end
}
