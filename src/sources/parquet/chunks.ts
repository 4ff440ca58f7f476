import type { ColumnChunk, FileMetaData, RowGroup } from "hyparquet"
import type { ByteRange } from "../../files/here.js"
import { readBytes } from "../../files/open-file.js"
import type { OpenFile } from "../../model.js"
import type { ParquetColumn } from "./columns.js"
import type { Chunk } from "./pages.js"
import { Unreadable, unsupported } from "../shared/unreadable.js"

/** One column in one row group, as it lies in the file. */
export interface ColumnPart extends Chunk {
  /** Rows of the row group. */
  rows: number
  /** Values and missing values together; more than rows only where something repeats. */
  values: number
}

/** Bytes of a chunk that are held at once: a large chunk, all rows of a file in one, would double the memory of its column. */
const windowBytes = 2 ** 20
/** The same where only the first pages are looked at. */
export const peekedBytes = 2 ** 18

let room = new Uint8Array(0)
/** The chunk whose bytes lie there. */
let holder: object | null = null

/** Room for a chunk's bytes, used again for the next: they are decoded before that, and new memory for each costs more than reading. */
function roomFor(size: number): Uint8Array {
  // The next one is hardly ever of the very same size.
  if (room.length < size) room = new Uint8Array(size + (size >> 4))
  return room.subarray(0, size)
}

/** Reads `size` bytes of a file, from `start` on, some of them at a time. */
function windowOn(file: OpenFile, start: number, size: number, least: number): Chunk["read"] {
  const me = {}
  let from = 0
  let held = new Uint8Array(0)
  return (at, length) => {
    if (holder !== me || at < from || at + length > from + held.length) {
      const taken = Math.min(size - at, Math.max(least, length))
      held = readBytes(file, start + at, taken, roomFor(taken)) as typeof held
      from = at
      holder = me
    }
    return held.subarray(at - from, at - from + length)
  }
}

/**
 * One column of row group `group`; throws Unreadable when the footer's figures cannot be right. `least`: bytes that are read at once, where
 * there are as many.
 */
export function readChunk(
  file: OpenFile,
  metadata: FileMetaData,
  group: number,
  column: ParquetColumn,
  least = windowBytes,
): ColumnPart {
  const rowGroup = metadata.row_groups[group]
  const { meta_data: meta, file_path: otherFile, crypto_metadata: encryption } = chunkOf(rowGroup, column)
  if (encryption !== undefined || meta === undefined)
    throw unsupported("the column is encrypted, which is not supported")
  if (otherFile) throw unsupported(`the values are in another file, ${otherFile}, which is not supported`)
  if (meta.type !== column.physicalType)
    throw new Unreadable(`the schema says ${column.physicalType}, the row group ${orUnknown(meta.type)}`)
  const rows = countOf(rowGroup.num_rows, "rows")
  const values = countOf(meta.num_values, "values")
  if (!column.nested && values !== rows) throw new Unreadable(`${values} values are announced for ${rows} rows`)
  refuseImpossibleCount(values, file)
  const size = countOf(meta.total_compressed_size, "bytes")
  const start = startOf(meta)
  if (start + size > file.size)
    throw new Unreadable(`the values should lie at bytes ${start} to ${start + size}, the file has ${file.size}`)
  return { size, read: windowOn(file, start, size, least), codec: orUnknown(meta.codec), rows, values }
}

/** The bytes of a column in all row groups, as far as the footer makes sense; reading them says what does not. */
export function columnRanges(metadata: FileMetaData, column: ParquetColumn): ByteRange[] {
  return metadata.row_groups.flatMap(({ columns }) => {
    const meta = columns.at(column.chunk)?.meta_data
    const start = Number(meta?.dictionary_page_offset ?? 0n) || Number(meta?.data_page_offset)
    const first = Math.min(start, Number(meta?.data_page_offset))
    const size = Number(meta?.total_compressed_size)
    return Number.isSafeInteger(first + size) ? [{ start: first, end: first + size }] : []
  })
}

/** Rows of the whole file, over all row groups; throws Unreadable when the footer contradicts itself. */
export function countRows(file: OpenFile, metadata: FileMetaData): number {
  const rows = countOf(metadata.num_rows, "rows")
  const inGroups = metadata.row_groups.reduce((sum, group) => sum + countOf(group.num_rows, "rows"), 0)
  if (rows !== inGroups) throw new Unreadable(`the file is said to have ${rows} rows, its row groups have ${inGroups}`)
  refuseImpossibleCount(rows, file)
  return rows
}

/** Counts up to here are believed in any file; the arrays for them take at most 200 MB. */
const ALWAYS_BELIEVED = 1 << 24
/** Runs of equal values take next to no bytes, yet writers start a new row group, about 100 bytes, after a million rows or fewer. */
const MOST_PER_BYTE = 1 << 13

/** Throws Unreadable for more values than the file can hold: a damaged count must not take all memory. */
function refuseImpossibleCount(count: number, file: OpenFile): void {
  if (count > 0x7fffffff || (count > ALWAYS_BELIEVED && count > file.size * MOST_PER_BYTE))
    throw new Unreadable(`${count} values are announced, which a file of ${file.size} bytes cannot hold`)
}

function chunkOf(rowGroup: RowGroup, column: ParquetColumn): ColumnChunk {
  const chunk = rowGroup.columns.at(column.chunk)
  if (chunk === undefined) throw new Unreadable("the row group does not have the column")
  return chunk
}

/** A dictionary stands before the data; 0 or a place behind it means there is none, whatever the name of the field says. */
function startOf(meta: NonNullable<ColumnChunk["meta_data"]>): number {
  const data = countOf(meta.data_page_offset, "bytes before the first page")
  const dictionary = meta.dictionary_page_offset === undefined ? 0 : Number(meta.dictionary_page_offset)
  return dictionary > 0 && dictionary < data ? dictionary : data
}

/** Numbers without a name in the format are undefined here, whatever the parser's types say. */
function orUnknown(name: string | undefined): string {
  return name ?? "an unknown number"
}

/** The footer's number, unless it is missing, negative or beyond 2^53. The parser's types promise more than it checks. */
function countOf(value: bigint | undefined, what: string): number {
  const count = Number(value)
  if (Number.isSafeInteger(count) && count >= 0) return count
  throw new Unreadable(`the number of ${what} is ${value ?? "missing"}`)
}
