import type { Data } from "apache-arrow"
import { eachDeltaByteArray, fixedRanges, lengthRanges, plainRanges, type NextRanges } from "./byte-arrays.js"
import { dictionaryBuilder, mostAtOnce, type ByteRanges, type DictionaryBuilder } from "../shared/dictionary-builder.js"
import { readRuns } from "./runs.js"
import { spreadApart } from "./spread.js"
import { Unreadable } from "../shared/unreadable.js"
import type { Validity } from "../shared/validity.js"
import {
  dictionaryMissing,
  indexOutOfRange,
  readerFor,
  splitIndexPage,
  type ColumnBuilder,
  type PageReader,
  type PageReaders,
} from "./values.js"

/** Turns one code per row and the byte strings they stand for into Arrow data. */
export type FinishCoded = (codes: Int32Array, entries: DictionaryBuilder, validity: Validity) => Data

/** The dictionary of one chunk: where its entries lie, and the column's code of each; -1 until a row uses it. */
interface ChunkDictionary extends ByteRanges {
  page: Uint8Array
  codes: Int32Array
}

/**
 * Gathers strings and binary values as codes into one dictionary for the whole column, which holds only what some row uses, in the order of
 * the rows. `width`: bytes of each value; null when each says its own length.
 */
export function byteArrayValues(rows: number, width: number | null, finish: FinishCoded): ColumnBuilder {
  const codes = new Int32Array(rows)
  const entries = dictionaryBuilder({ strings: rows })
  let dictionary: ChunkDictionary | null = null

  const readIndices: PageReader = (page, row, count) => {
    if (dictionary === null) throw dictionaryMissing()
    const { width: indexWidth, runs } = splitIndexPage(page)
    readRuns(runs, indexWidth, codes, row, count)
    translate(codes, row, count, dictionary, entries)
  }
  /** Values that lie in the page as they are. */
  const readEach =
    (rangesOf: RangesOf): PageReader =>
    (page, row, count) => {
      const next = rangesOf(page, count)
      const room = Math.min(count, mostAtOnce)
      const met = { starts: new Int32Array(room), ends: new Int32Array(room), count: room }
      for (let done = 0; done < count; done += met.count) {
        met.count = Math.min(room, count - done)
        next(met)
        entries.addAll(page, met, codes, row + done)
      }
    }
  const readShared: PageReader = (page, row, count) => {
    let to = row
    eachDeltaByteArray(page, count, (bytes, start, end) => {
      if (width !== null && end - start !== width)
        throw new Unreadable(`a value of ${end - start} bytes where all have ${width}`)
      codes[to++] = entries.add(bytes, start, end)
    })
  }
  const plain: RangesOf = (page, count) => (width === null ? plainRanges(page) : fixedRanges(page, count, width))

  const readers: PageReaders = {
    PLAIN: readEach(plain),
    PLAIN_DICTIONARY: readIndices,
    RLE_DICTIONARY: readIndices,
    DELTA_BYTE_ARRAY: readShared,
  }
  if (width === null) readers.DELTA_LENGTH_BYTE_ARRAY = readEach(lengthRanges)
  else readers.BYTE_STREAM_SPLIT = (page, row, count) => readEach(plain)(joinedStreams(page, width, count), row, count)

  return {
    startChunk: () => (dictionary = null),
    readDictionary: (page, size) => (dictionary = chunkDictionary(page, size, width ?? 4, plain)),
    readValues: (encoding, page, row, count) => readerFor(readers, encoding, "texts")(page, row, count),
    spread: (rows, bitmap) => spreadApart(codes, 1, rows, bitmap),
    finish(validity) {
      const finished = finish(codes, entries, validity)
      entries.close()
      return finished
    },
  }
}

/** Finds the values of a page of so many, some after the others. */
type RangesOf = (page: Uint8Array, count: number) => NextRanges

function chunkDictionary(page: Uint8Array, size: number, leastBytes: number, rangesOf: RangesOf): ChunkDictionary {
  if (size * leastBytes > page.length)
    throw new Unreadable(`a dictionary of ${size} entries does not fit its page of ${page.length} bytes`)
  const met = { starts: new Int32Array(size), ends: new Int32Array(size), count: size }
  rangesOf(page, size)(met)
  return { page, ...met, codes: new Int32Array(size).fill(-1) }
}

/** Replaces indices into the chunk's dictionary by codes of the column. */
function translate(
  indices: Int32Array,
  at: number,
  count: number,
  dictionary: ChunkDictionary,
  entries: DictionaryBuilder,
): void {
  const { page, starts, ends, codes } = dictionary
  for (let i = at; i < at + count; i++) {
    const index = indices[i]
    if (index >>> 0 >= codes.length) throw indexOutOfRange(index, codes.length)
    if (codes[index] < 0) codes[index] = entries.add(page, starts[index], ends[index])
    indices[i] = codes[index]
  }
}

/** The values end to end, from a page that holds the first byte of each, then the second of each, and so on. */
function joinedStreams(page: Uint8Array, width: number, count: number): Uint8Array {
  if (width * count > page.length) throw new Unreadable(`${count} values of ${width} bytes do not fit their page`)
  const joined = new Uint8Array(width * count)
  for (let k = 0; k < width; k++) for (let i = 0; i < count; i++) joined[i * width + k] = page[k * count + i]
  return joined
}
