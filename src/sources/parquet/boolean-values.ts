import { Bool, makeData } from "apache-arrow"
import { int32 } from "./byte-arrays.js"
import { readRuns } from "./runs.js"
import { spreadApart } from "./spread.js"
import { Unreadable } from "../shared/unreadable.js"
import { readerFor, type ColumnBuilder, type PageReaders } from "./values.js"

/** Gathers booleans, a byte each while reading, a bit each in the end. */
export function booleanValues(rows: number): ColumnBuilder {
  const flags = new Uint8Array(rows)
  const readers: PageReaders = {
    PLAIN: (page, row, count) => readBits(page, flags, row, count),
    RLE: (page, row, count) => readFlagRuns(page, flags, row, count),
  }
  return {
    startChunk: () => undefined,
    readDictionary: () => {
      throw new Unreadable("a dictionary of booleans is not possible")
    },
    readValues: (encoding, page, row, count) => readerFor(readers, encoding, "booleans")(page, row, count),
    spread: (rows, bitmap) => spreadApart(flags, 1, rows, bitmap),
    finish: ({ bitmap, nullCount }) =>
      makeData({ type: new Bool(), length: rows, nullCount, nullBitmap: bitmap, data: packed(flags) }),
  }
}

function readBits(page: Uint8Array, flags: Uint8Array, row: number, count: number): void {
  if (count > page.length * 8) throw new Unreadable(`${count} booleans do not fit a page of ${page.length} bytes`)
  for (let i = 0; i < count; i++) flags[row + i] = (page[i >> 3] >> (i & 7)) & 1
}

function readFlagRuns(page: Uint8Array, flags: Uint8Array, row: number, count: number): void {
  const size = page.length < 4 ? -1 : int32(page, 0)
  if (size < 0 || size > page.length - 4) throw new Unreadable("a page of booleans ends early")
  const numbers = new Int32Array(count)
  readRuns(page.subarray(4, 4 + size), 1, numbers, 0, count)
  for (let i = 0; i < count; i++) flags[row + i] = numbers[i]
}

function packed(flags: Uint8Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(flags.length / 8))
  for (let i = 0; i < flags.length; i++) bits[i >> 3] |= flags[i] << (i & 7)
  return bits
}
