import type { Data } from "apache-arrow"
import { eachDeltaByteArray } from "./byte-arrays.js"
import { readDeltas32, readDeltas64 } from "./deltas.js"
import { readRuns } from "./runs.js"
import { spreadApart } from "./spread.js"
import { Unreadable } from "../shared/unreadable.js"
import type { Validity } from "../shared/validity.js"
import {
  dictionaryMissing,
  indexOutOfRange,
  readerFor,
  scratchNumbers,
  splitIndexPage,
  type ColumnBuilder,
  type PageReaders,
} from "./values.js"

/** Turns `rows` values of equal width, as they lie in the file, into Arrow data; may reuse the buffer. */
export type FinishFixed = (buffer: ArrayBuffer, rows: number, validity: Validity) => Data

/**
 * Gathers values that are all `width` bytes wide: numbers, dates and times, decimals of fixed length. Every row is written, missing ones as
 * 0; so they are in `room` where it has the right size, whatever it holds.
 */
export function fixedValues(rows: number, width: number, finish: FinishFixed, room?: ArrayBuffer): ColumnBuilder {
  const buffer = room?.byteLength === rows * width ? room : new ArrayBuffer(rows * width)
  const bytes = new Uint8Array(buffer)
  // Copied four bytes at a time where that is possible; as whole numbers, because moving a NaN as a float may change its bits.
  const inWords = width % 4 === 0
  const cells = inWords ? new Int32Array(buffer) : bytes
  const stride = inWords ? width / 4 : width
  const indicesRoom = scratchNumbers()
  let dictionary: Int32Array | Uint8Array | null = null

  const readIndices = (page: Uint8Array, row: number, count: number) => {
    if (dictionary === null) throw dictionaryMissing()
    const indices = indicesRoom(count)
    const { width: indexWidth, runs } = splitIndexPage(page)
    readRuns(runs, indexWidth, indices, 0, count)
    gather(dictionary, stride, indices.subarray(0, count), cells, row)
  }

  const readers: PageReaders = {
    PLAIN: (page, row, count) => bytes.set(exactly(page, count * width), row * width),
    BYTE_STREAM_SPLIT: (page, row, count) => joinStreams(exactly(page, count * width), stride, cells, row, count),
    PLAIN_DICTIONARY: readIndices,
    RLE_DICTIONARY: readIndices,
  }
  if (width === 4 && cells instanceof Int32Array)
    readers.DELTA_BINARY_PACKED = (page, row, count) => readDeltas32(page, 0, cells, row, count)
  if (width === 8 && cells instanceof Int32Array)
    readers.DELTA_BINARY_PACKED = (page, row, count) => readDeltas64(page, 0, cells, row, count)
  readers.DELTA_BYTE_ARRAY = (page, row, count) => {
    let at = row * width
    eachDeltaByteArray(page, count, (source, start, end) => {
      if (end - start !== width) throw new Unreadable(`a value of ${end - start} bytes where all have ${width}`)
      bytes.set(source.subarray(start, end), at)
      at += width
    })
  }

  return {
    startChunk: () => (dictionary = null),
    readDictionary: (page, entries) => {
      const copy = new Uint8Array(entries * width <= page.length ? entries * width : 0)
      copy.set(exactly(page, entries * width))
      dictionary = inWords ? new Int32Array(copy.buffer) : copy
    },
    readValues: (encoding, page, row, count) =>
      readerFor(readers, encoding, `values of ${width} bytes`)(page, row, count),
    spread: (rows, bitmap) => spreadApart(cells, stride, rows, bitmap),
    finish: (validity) => finish(buffer, rows, validity),
  }
}

/** The first `length` bytes of the page, or Unreadable when it has fewer. */
function exactly(page: Uint8Array, length: number): Uint8Array {
  if (length > page.length) throw new Unreadable(`a page has ${page.length} bytes of values, ${length} are needed`)
  return page.subarray(0, length)
}

/** Writes the dictionary entry of each index to place `at` and the places after it; `stride` array elements make one value. */
function gather(
  dictionary: Int32Array | Uint8Array,
  stride: number,
  indices: Int32Array,
  out: Int32Array | Uint8Array,
  at: number,
): void {
  const entries = dictionary.length / stride
  const count = indices.length
  for (let i = 0; i < count; i++) if (indices[i] >>> 0 >= entries) throw indexOutOfRange(indices[i], entries)
  let to = at * stride
  if (stride === 2)
    for (let i = 0; i < count; i++) {
      const from = 2 * indices[i]
      out[to++] = dictionary[from]
      out[to++] = dictionary[from + 1]
    }
  else
    for (let i = 0; i < count; i++)
      for (let from = indices[i] * stride, k = 0; k < stride; k++) out[to++] = dictionary[from++]
}

/** Undoes BYTE_STREAM_SPLIT: first the first byte of all values, then the second of all, and so on. */
function joinStreams(
  page: Uint8Array,
  stride: number,
  cells: Int32Array | Uint8Array,
  row: number,
  count: number,
): void {
  for (let k = 0; k < stride; k++) {
    let to = row * stride + k
    if (cells instanceof Uint8Array) for (let i = 0; i < count; i++, to += stride) cells[to] = page[k * count + i]
    else joinWords(page.subarray(4 * k * count), stride, cells, to, count)
  }
}

/** Writes every `stride`-th word from `to` on; whole words, because writing single bytes takes three times as long. */
function joinWords(streams: Uint8Array, stride: number, words: Int32Array, to: number, count: number): void {
  const second = count
  const third = 2 * count
  const fourth = 3 * count
  for (let i = 0; i < count; i++, to += stride)
    words[to] = streams[i] | (streams[second + i] << 8) | (streams[third + i] << 16) | (streams[fourth + i] << 24)
}
