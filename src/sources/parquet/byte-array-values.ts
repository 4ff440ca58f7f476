import type { Data } from "apache-arrow"
import { eachDeltaByteArray, eachDeltaLength, eachFixed, eachPlain, type TakeBytes } from "./byte-arrays.js"
import { dictionaryBuilder, mostAtOnce, type DictionaryBuilder } from "../shared/dictionary-builder.js"
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
interface ChunkDictionary {
  page: Uint8Array
  starts: Int32Array
  ends: Int32Array
  codes: Int32Array
}

/**
 * Gathers strings and binary values as codes into one dictionary for the whole column, which holds only what some row uses, in the order of
 * the rows. `width`: bytes of each value; null when each says its own length.
 */
export function byteArrayValues(rows: number, width: number | null, finish: FinishCoded): ColumnBuilder {
  const codes = new Int32Array(rows)
  const entries = dictionaryBuilder()
  let dictionary: ChunkDictionary | null = null

  const readIndices: PageReader = (page, row, count) => {
    if (dictionary === null) throw dictionaryMissing()
    const { width: indexWidth, runs } = splitIndexPage(page)
    readRuns(runs, indexWidth, codes, row, count)
    translate(codes, row, count, dictionary, entries)
  }
  const checkWidth = (bytes: number) => {
    if (width !== null && bytes !== width) throw new Unreadable(`a value of ${bytes} bytes where all have ${width}`)
  }
  /** Values that lie in the page as they are. */
  const readEach =
    (each: (page: Uint8Array, count: number, take: TakeBytes) => void): PageReader =>
    (page, row, count) => {
      const room = Math.min(count, mostAtOnce)
      const met = { starts: new Int32Array(room), ends: new Int32Array(room), count: 0 }
      let to = row
      const add = () => {
        entries.addAll(page, met, codes, to)
        to += met.count
        met.count = 0
      }
      each(page, count, (_, start, end) => {
        checkWidth(end - start)
        met.starts[met.count] = start
        met.ends[met.count++] = end
        if (met.count === room) add()
      })
      add()
    }
  const readShared: PageReader = (page, row, count) => {
    let to = row
    eachDeltaByteArray(page, count, (bytes, start, end) => {
      checkWidth(end - start)
      codes[to++] = entries.add(bytes, start, end)
    })
  }
  const eachOfPlain = (page: Uint8Array, count: number, take: TakeBytes) =>
    width === null ? eachPlain(page, count, take) : eachFixed(page, width, count, take)

  const readers: PageReaders = {
    PLAIN: readEach(eachOfPlain),
    PLAIN_DICTIONARY: readIndices,
    RLE_DICTIONARY: readIndices,
    DELTA_BYTE_ARRAY: readShared,
  }
  if (width === null) readers.DELTA_LENGTH_BYTE_ARRAY = readEach(eachDeltaLength)
  else
    readers.BYTE_STREAM_SPLIT = (page, row, count) =>
      readEach(eachOfPlain)(joinedStreams(page, width, count), row, count)

  return {
    startChunk: () => (dictionary = null),
    readDictionary: (page, size) => (dictionary = chunkDictionary(page, size, width ?? 4, eachOfPlain)),
    readValues: (encoding, page, row, count) => readerFor(readers, encoding, "texts")(page, row, count),
    spread: (rows, bitmap) => spreadApart(codes, 1, rows, bitmap),
    finish: (validity) => finish(codes, entries, validity),
  }
}

function chunkDictionary(
  page: Uint8Array,
  size: number,
  leastBytes: number,
  each: (page: Uint8Array, count: number, take: TakeBytes) => void,
): ChunkDictionary {
  if (size * leastBytes > page.length)
    throw new Unreadable(`a dictionary of ${size} entries does not fit its page of ${page.length} bytes`)
  const starts = new Int32Array(size)
  const ends = new Int32Array(size)
  let i = 0
  each(page, size, (_, start, end) => {
    starts[i] = start
    ends[i++] = end
  })
  return { page, starts, ends, codes: new Int32Array(size).fill(-1) }
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
