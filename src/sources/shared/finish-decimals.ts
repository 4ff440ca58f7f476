import { Decimal, makeData, type Data } from "apache-arrow"
import type { FinishCoded } from "../parquet/byte-array-values.js"
import { rowsOf } from "./finish-numbers.js"
import type { FinishFixed } from "../parquet/fixed-values.js"
import { Unreadable } from "./unreadable.js"
import type { Validity } from "./validity.js"

interface Digits {
  precision: number
  scale: number
}

/** Decimals stored as whole numbers of 4 or 8 bytes. */
export function finishDecimalInts(digits: Digits, width: 4 | 8): FinishFixed {
  return (buffer, rows, validity) => {
    const size = wordsOf(digits)
    const stored = new Int32Array(buffer)
    const words = new Uint32Array(rows * size)
    const storedWords = width / 4
    for (let i = 0; i < rows; i++) {
      for (let k = 0; k < storedWords; k++) words[i * size + k] = stored[i * storedWords + k]
      words.fill(stored[(i + 1) * storedWords - 1] >> 31, i * size + storedWords, (i + 1) * size)
    }
    return decimals(digits, words, rows, validity)
  }
}

/** Decimals stored as `width` bytes each, highest first. */
export function finishDecimalBytes(digits: Digits, width: number): FinishFixed {
  return (buffer, rows, validity) => {
    const size = wordsOf(digits)
    const bytes = new Uint8Array(buffer)
    const words = new Uint32Array(rows * size)
    const write = wordWriter(words, size)
    for (let i = 0; i < rows; i++) write(bytes, i * width, (i + 1) * width, i)
    return decimals(digits, words, rows, validity)
  }
}

/** Decimals stored with as many bytes as each needs, highest first. */
export function finishDecimalEntries(digits: Digits): FinishCoded {
  return (codes, entries, validity) => {
    const size = wordsOf(digits)
    const { offsets, bytes } = entries.entries()
    const different = new Uint32Array(entries.size() * size)
    const write = wordWriter(different, size)
    for (let i = 0; i < entries.size(); i++) write(bytes, offsets[i], offsets[i + 1], i)
    const words = new Uint32Array(codes.length * size)
    for (let i = 0; i < codes.length; i++)
      for (let k = 0; k < size && different.length > 0; k++) words[i * size + k] = different[codes[i] * size + k]
    return decimals(digits, words, codes.length, validity)
  }
}

/** 32-bit words per number: 128 bits hold 38 digits, 256 bits 76. */
function wordsOf({ precision }: Digits): number {
  return precision > 38 ? 8 : 4
}

function decimals({ precision, scale }: Digits, data: Uint32Array, rows: number, validity: Validity): Data {
  return makeData({
    type: new Decimal(scale, precision, wordsOf({ precision, scale }) * 32),
    ...rowsOf(rows, validity),
    data,
  })
}

type WriteWords = (bytes: Uint8Array, start: number, end: number, place: number) => void

/** Writes the signed number bytes[start … end), highest byte first, as number `place` of `size` words each, lowest word first. */
function wordWriter(words: Uint32Array, size: number): WriteWords {
  return (bytes, start, end, place) => {
    const at = place * size
    const sign = end > start && bytes[start] >= 0x80 ? 0xff : 0
    for (let i = 0; i < 4 * size; i++) {
      const byte = end - 1 - i >= start ? bytes[end - 1 - i] : sign
      words[at + (i >> 2)] |= byte << (8 * (i & 3))
    }
    // Bytes beyond the words may only repeat the sign.
    const signBit = (words[at + size - 1] >>> 31) * 0xff
    for (let i = start; i < end - 4 * size; i++)
      if (bytes[i] !== signBit) throw new Unreadable(`a decimal number does not fit ${32 * size} bits`)
  }
}
