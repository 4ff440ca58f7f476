import * as zlib from "node:zlib"
import { int32 } from "./byte-arrays.js"
import { inflate } from "./codecs.js"
import { readPageHeader, type Encoding, type PageHeader } from "./page-header.js"
import { mostUnpacked, unpackedHint } from "../shared/unpacked.js"
import { Unreadable, unsupported } from "../shared/unreadable.js"

/** The bytes of one column in one row group. */
export interface Chunk {
  bytes: Uint8Array
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
  const cursor = { bytes: chunk.bytes, at: 0 }
  const most = chunk.codec === "UNCOMPRESSED" ? Infinity : mostUnpacked(chunk.bytes.length, chunk.maxBytes)
  let unpacked = 0
  while (cursor.at < chunk.bytes.length) {
    const header = readPageHeader(cursor)
    const end = cursor.at + header.compressedSize
    if (end > chunk.bytes.length)
      throw new Unreadable(
        `a page of ${header.compressedSize} bytes does not fit the ${chunk.bytes.length - cursor.at} that are left`,
      )
    unpacked += header.uncompressedSize
    if (unpacked > most)
      throw new Unreadable(`${chunk.bytes.length} bytes of ${chunk.codec} unpack to more than ${most}`, {
        hint: unpackedHint,
      })
    const body = chunk.bytes.subarray(cursor.at, end)
    cursor.at = end
    checkCrc(header, body)
    if (header.type === "dictionary") yield dictionaryPage(header, chunk, body)
    else if (header.type === "data") yield dataPage(header, chunk, body, levels)
    else if (header.type === "data-v2") yield dataPageV2(header, chunk, body, levels)
  }
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
  return { type: "dictionary", entries, bytes: inflate(chunk.codec, body, header.uncompressedSize) }
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
