import * as zlib from "node:zlib"
import { int32 } from "./byte-arrays.js"
import { inflate } from "./codecs.js"
import { readPageHeader, type Encoding, type PageHeader } from "./page-header.js"
import { mostUnpacked, unpackedHint } from "../shared/unpacked.js"
import { Unreadable, unsupported } from "../shared/unreadable.js"

/** One column in one row group. */
export interface Chunk {
  /** Its bytes, and so many of them from a place on: valid until others are read. */
  size: number
  read: (at: number, length: number) => Uint8Array
  /** As the footer spells it: "SNAPPY". */
  codec: string
  /** The most bytes that its pages may unpack to together; by default what `mostUnpacked` says. */
  maxBytes?: number | undefined
}

export type Page = DictionaryPage | DataPage

export interface DictionaryPage {
  type: "dictionary"
  entries: number
  bytes: Uint8Array
}

export interface DataPage {
  type: "data"
  /** Values and missing values together; one per row where nothing repeats. */
  count: number
  encoding: Encoding
  /** Runs of levels; null where none are written because nothing repeats. */
  repetition: Uint8Array | null
  /** Null where none are written because nothing is missing. */
  definition: Uint8Array | null
  /** Unpacks the values; costs nothing until it is called where the levels are stored apart. */
  values: () => Uint8Array
}

/** Whether levels are written: for repeated and for optional columns. */
export interface LevelPresence {
  repeated: boolean
  optional: boolean
}

let room = new Uint8Array(0)

/** Room for one data page, used again for the next: new memory for each costs more than unpacking. */
function pageRoom(size: number): Uint8Array {
  if (room.length < size) room = new Uint8Array(size)
  return room.subarray(0, size)
}

/**
 * The chunk's dictionary and data pages in order; pages of other kinds are passed over. A data page is valid until the next one is asked
 * for. Throws Unreadable for damage.
 */
export function* pagesOf(chunk: Chunk, levels: LevelPresence): Generator<Page, void, undefined> {
  const most = chunk.codec === "UNCOMPRESSED" ? Infinity : mostUnpacked(chunk.size, chunk.maxBytes)
  let unpacked = 0
  for (let at = 0; at < chunk.size;) {
    const { header, start } = headerAt(chunk, at)
    at = start + header.compressedSize
    if (at > chunk.size)
      throw new Unreadable(
        `a page of ${header.compressedSize} bytes does not fit the ${chunk.size - start} that are left`,
      )
    unpacked += header.uncompressedSize
    if (unpacked > most)
      throw new Unreadable(`${chunk.size} bytes of ${chunk.codec} unpack to more than ${most}`, { hint: unpackedHint })
    const body = chunk.read(start, header.compressedSize)
    checkCrc(header, body)
    if (header.type === "dictionary") yield dictionaryPage(header, chunk, body)
    else if (header.type === "data") yield dataPage(header, chunk, body, levels)
    else if (header.type === "data-v2") yield dataPageV2(header, chunk, body, levels)
  }
}

/** Bytes that a header takes at most as a rule; one with long texts as its least and largest value takes more. */
const usualHeader = 2 ** 14

/** The page header at a place of the chunk, and where its page starts. */
function headerAt(chunk: Chunk, at: number): { header: PageHeader; start: number } {
  for (let length = usualHeader; ; length *= 64) {
    const left = chunk.size - at
    const cursor = { bytes: chunk.read(at, Math.min(length, left)), at: 0 }
    try {
      const header = readPageHeader(cursor)
      return { header, start: at + cursor.at }
    } catch (error) {
      if (length >= left) throw error
    }
  }
}

/** Encodings whose first values are read without those behind them. */
const fromTheStart: ReadonlySet<Encoding> = new Set(["PLAIN", "PLAIN_DICTIONARY", "RLE_DICTIONARY"])

/**
 * How many of a chunk's first rows are read at little more than their own cost: `least`, or all of the page in which these end, where its
 * encoding asks for that. All, where there are fewer. Nothing repeats in the chunk.
 */
export function firstRows(chunk: Chunk, least: number): number {
  let rows = 0
  for (let at = 0; at < chunk.size && rows < least;) {
    const { header, start } = headerAt(chunk, at)
    if (header.type === "data" || header.type === "data-v2")
      rows = fromTheStart.has(header.encoding) ? Math.min(least, rows + header.values) : rows + header.values
    at = start + header.compressedSize
  }
  return rows
}

/** CRC-32 came to Node with 20.15; before that damage is noticed only where it breaks a length. */
const crc32: ((data: Uint8Array) => number) | null = "crc32" in zlib ? zlib.crc32 : null

function checkCrc({ crc }: PageHeader, body: Uint8Array): void {
  if (crc !== null && crc32 !== null && (crc32(body) | 0) !== (crc | 0))
    throw new Unreadable("a page's checksum does not match its bytes")
}

type HeaderOf<T extends PageHeader["type"]> = Extract<PageHeader, { type: T }>

function dictionaryPage(header: HeaderOf<"dictionary">, chunk: Chunk, body: Uint8Array): DictionaryPage {
  const { entries, encoding } = header
  if (encoding !== "PLAIN" && encoding !== "PLAIN_DICTIONARY")
    throw unsupported(`a dictionary in the encoding ${encoding} is not supported`)
  // It is looked at for as long as the chunk is read.
  const lasting = chunk.codec === "UNCOMPRESSED" ? body.slice() : body
  return { type: "dictionary", entries, bytes: inflate(chunk.codec, lasting, header.uncompressedSize) }
}

/** Version 1: levels, each behind their length, and values are compressed together. */
function dataPage(header: HeaderOf<"data">, chunk: Chunk, body: Uint8Array, levels: LevelPresence): DataPage {
  let rest = inflate(chunk.codec, body, header.uncompressedSize, pageRoom)
  const cutLevels = (encoding: Encoding) => {
    if (encoding !== "RLE") throw unsupported(`levels in the encoding ${encoding} are not supported`)
    const size = rest.length < 4 ? -1 : int32(rest, 0)
    if (size < 0 || size > rest.length - 4) throw new Unreadable("the levels do not fit their page")
    const runs = rest.subarray(4, 4 + size)
    rest = rest.subarray(4 + size)
    return runs
  }
  const repetition = levels.repeated ? cutLevels(header.levelEncodings.repetition) : null
  const definition = levels.optional ? cutLevels(header.levelEncodings.definition) : null
  const { values: count, encoding } = header
  return { type: "data", count, encoding, repetition, definition, values: () => rest }
}

/** Version 2: the levels stand uncompressed before the values, their lengths in the header. */
function dataPageV2(header: HeaderOf<"data-v2">, chunk: Chunk, body: Uint8Array, levels: LevelPresence): DataPage {
  const { repetitionSize, definitionSize, values: count, encoding } = header
  const valuesAt = repetitionSize + definitionSize
  const valuesSize = header.uncompressedSize - valuesAt
  if (valuesAt > body.length || valuesSize < 0) throw new Unreadable("the levels do not fit their page")
  const codec = header.compressed ? chunk.codec : "UNCOMPRESSED"
  return {
    type: "data",
    count,
    encoding,
    repetition: levels.repeated ? body.subarray(0, repetitionSize) : null,
    // Some writers leave them out where nothing is missing.
    definition: levels.optional && definitionSize > 0 ? body.subarray(repetitionSize, valuesAt) : null,
    values: () => inflate(codec, body.subarray(valuesAt), valuesSize, pageRoom),
  }
}
