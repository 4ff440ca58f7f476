import { readFields, type Cursor, type Fields } from "./thrift.js"
import { Unreadable } from "../shared/unreadable.js"

export type Encoding =
  | "PLAIN"
  | "PLAIN_DICTIONARY"
  | "RLE"
  | "BIT_PACKED"
  | "DELTA_BINARY_PACKED"
  | "DELTA_LENGTH_BYTE_ARRAY"
  | "DELTA_BYTE_ARRAY"
  | "RLE_DICTIONARY"
  | "BYTE_STREAM_SPLIT"

/** By the number that stands in the file; 1 was never used by any writer. */
const encodings: readonly (Encoding | undefined)[] = [
  "PLAIN",
  undefined,
  "PLAIN_DICTIONARY",
  "RLE",
  "BIT_PACKED",
  "DELTA_BINARY_PACKED",
  "DELTA_LENGTH_BYTE_ARRAY",
  "DELTA_BYTE_ARRAY",
  "RLE_DICTIONARY",
  "BYTE_STREAM_SPLIT",
]

/** What stands before every page of a column chunk. Sizes in bytes, none negative. */
export type PageHeader = {
  compressedSize: number
  uncompressedSize: number
  /** CRC-32 of the page's bytes as stored; null when the writer left it out. */
  crc: number | null
} & (
  | { type: "dictionary"; entries: number; encoding: Encoding }
  | { type: "data"; values: number; encoding: Encoding; levelEncodings: { definition: Encoding; repetition: Encoding } }
  | {
      type: "data-v2"
      values: number
      encoding: Encoding
      repetitionSize: number
      definitionSize: number
      compressed: boolean
    }
  | { type: "other" }
)

/** The page header at the cursor, which then stands at the page's first byte. */
export function readPageHeader(cursor: Cursor): PageHeader {
  const fields = readFields(cursor)
  const crc = fields.get(4)
  return {
    uncompressedSize: size(fields, 2, "uncompressed page size"),
    compressedSize: size(fields, 3, "compressed page size"),
    crc: typeof crc === "number" ? crc : null,
    ...byType(fields),
  }
}

const DATA_PAGE = 0
const DICTIONARY_PAGE = 2
const DATA_PAGE_V2 = 3

function byType(fields: Fields) {
  const type = size(fields, 1, "page type")
  if (type === DATA_PAGE) return dataPage(struct(fields, 5))
  if (type === DICTIONARY_PAGE) return dictionaryPage(struct(fields, 7))
  if (type === DATA_PAGE_V2) return dataPageV2(struct(fields, 8))
  return { type: "other" as const }
}

function dataPage(fields: Fields) {
  return {
    type: "data" as const,
    values: size(fields, 1, "number of values"),
    encoding: encoding(fields, 2),
    levelEncodings: { definition: encoding(fields, 3), repetition: encoding(fields, 4) },
  }
}

function dictionaryPage(fields: Fields) {
  return {
    type: "dictionary" as const,
    entries: size(fields, 1, "number of dictionary entries"),
    encoding: encoding(fields, 2),
  }
}

function dataPageV2(fields: Fields) {
  return {
    type: "data-v2" as const,
    values: size(fields, 1, "number of values"),
    encoding: encoding(fields, 4),
    definitionSize: size(fields, 5, "size of definition levels"),
    repetitionSize: size(fields, 6, "size of repetition levels"),
    compressed: fields.get(7) !== false,
  }
}

function struct(fields: Fields, id: number): Fields {
  const value = fields.get(id)
  if (value instanceof Map) return value
  throw new Unreadable("a page header lacks the part that describes its page")
}

function size(fields: Fields, id: number, what: string): number {
  const value = fields.get(id)
  if (typeof value !== "number") throw new Unreadable(`a page header lacks the ${what}`)
  if (value < 0 || value > 0x7fffffff) throw new Unreadable(`a page header gives ${value} as ${what}`)
  return value
}

function encoding(fields: Fields, id: number): Encoding {
  const number = size(fields, id, "encoding")
  const name = encodings[number]
  if (name === undefined) throw new Unreadable(`encoding number ${number} is unknown`)
  return name
}
