import { DataType, type Vector } from "apache-arrow"
import type { RowFacts } from "../model.js"
import { readDoubles, validity } from "./vector-numbers.js"

/**
 * Collects one 64-bit hash per row, column by column and in any order, to count rows that repeat.
 * Memory: 9 bytes per row, whatever the number of columns. Two different rows share a hash with probability 2^-64:
 * among ten million rows the expected number of false pairs is 3e-6.
 */
export class RowHashes {
  /** Low and high half of each row's hash, in turn. */
  private readonly hashes: Uint32Array<ArrayBuffer>
  private readonly hasMissing: Uint8Array
  private missingCells = 0
  private hashedColumns = 0

  constructor(private readonly rows: number) {
    this.hashes = new Uint32Array(rows * 2)
    this.hasMissing = new Uint8Array(rows)
  }

  /** Takes in column number `index`. */
  add(vector: Vector, index: number): void {
    const words = valueWords(vector)
    const float = DataType.isFloat(vector.type)
    const valid = DataType.isNull(vector.type) ? new Uint8Array((this.rows + 7) >> 3) : validity(vector)
    const { hashes } = this
    const salt = Math.imul(index + 1, 0x9e3779b1)
    this.hashedColumns++
    for (let row = 0, at = 0; row < this.rows; row++, at += 2) {
      let low = words[at]
      let high = words[at + 1]
      let missing = valid !== null && (valid[row >> 3] & (1 << (row & 7))) === 0
      if (float) {
        if (low === 0 && high === 0x80000000) high = 0 // -0 equals 0
        missing ||= (high & 0x7ff00000) === 0x7ff00000 && ((high & 0xfffff) | low) !== 0 // NaN
      }
      if (missing) {
        this.markMissing(row)
        low = high = 0x5bd1e995
      }
      // Sums of well-mixed words: the order of columns does not matter.
      hashes[at] += mix(low ^ salt, high)
      hashes[at + 1] += mix(high ^ salt, low ^ 0x165667b1)
    }
  }

  /** Takes in which rows of a nested column are missing; its values are not compared. */
  addNested(vector: Vector): void {
    const valid = validity(vector)
    if (valid === null) return
    for (let row = 0; row < this.rows; row++) if ((valid[row >> 3] & (1 << (row & 7))) === 0) this.markMissing(row)
  }

  /** The facts over all columns taken in so far. */
  facts(): RowFacts {
    return {
      missing_cells: this.missingCells,
      rows_with_missing: this.hasMissing.reduce((sum, flag) => sum + flag, 0),
      duplicate_rows: this.hashedColumns === 0 ? 0 : this.rows - countDistinct(this.hashes),
    }
  }

  private markMissing(row: number): void {
    this.missingCells++
    this.hasMissing[row] = 1
  }
}

/** Two 32-bit words per row, in turn, that are equal exactly when two values of the column are (but for -0 and NaN). */
function valueWords(vector: Vector): Uint32Array {
  const data = vector.data.at(0)
  const type = vector.type as DataType
  if (data === undefined || DataType.isNull(type)) return new Uint32Array(vector.length * 2)
  const values: unknown = data.values
  if (DataType.isBool(type)) return spread(vector.length, (row) => ((values as Uint8Array)[row >> 3] >> (row & 7)) & 1)
  if (DataType.isDecimal(type)) return foldedWords(values as Uint32Array, type.bitWidth / 32)
  if (DataType.isFloat(type)) return wordsOf(readDoubles(vector))
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) return wordsOf(values)
  const integers = values as Int32Array
  return spread(vector.length, (row) => integers[row])
}

function wordsOf(values: Float64Array | BigInt64Array | BigUint64Array): Uint32Array {
  return new Uint32Array(values.buffer, values.byteOffset, values.length * 2)
}

function spread(rows: number, low: (row: number) => number): Uint32Array {
  const words = new Uint32Array(rows * 2)
  for (let row = 0; row < rows; row++) words[2 * row] = low(row)
  return words
}

function foldedWords(words: Uint32Array, wordsPerValue: number): Uint32Array {
  const folded = new Uint32Array((words.length / wordsPerValue) * 2)
  words.forEach((word, i) => {
    const at = Math.floor(i / wordsPerValue) * 2
    folded[at] = mix(folded[at] ^ 0x1b873593, word)
    folded[at + 1] = mix(folded[at + 1] ^ 0xe6546b64, word)
  })
  return folded
}

/** Finaliser of MurmurHash3 (Appleby, public domain) over two words. */
function mix(a: number, b: number): number {
  let h = a ^ Math.imul(b, 0xcc9e2d51)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Number of different hashes; leaves them as they are. */
function countDistinct(hashes: Uint32Array<ArrayBuffer>): number {
  const sorted = hashes.slice()
  new BigUint64Array(sorted.buffer).sort()
  let distinct = sorted.length > 0 ? 1 : 0
  for (let at = 2; at < sorted.length; at += 2)
    if (sorted[at] !== sorted[at - 2] || sorted[at + 1] !== sorted[at - 1]) distinct++
  return distinct
}
