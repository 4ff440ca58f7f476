import { markMissing, type Validity } from "../shared/validity.js"
import { Unreadable } from "../shared/unreadable.js"
import { bitWidth } from "./bits.js"
import { readRuns } from "./runs.js"
import { readVarint, type Cursor } from "./thrift.js"

/** The rows of a page: `count` of them from `row` on, of `rows` in the column. */
export interface PageRows {
  row: number
  count: number
  rows: number
}

/**
 * How many of a page's rows hold a value, by the runs of their definition levels; those that do not are noted as missing. `presentFrom`:
 * the level of a row with a value.
 */
export function readPresence(
  runs: Uint8Array,
  presentFrom: number,
  page: PageRows,
  validity: Validity,
  room: (length: number) => Int32Array,
): number {
  const before = validity.nullCount
  if (presentFrom === 1) readBits(runs, page, validity)
  else readLevels(runs, presentFrom, page, validity, room)
  return page.count - (validity.nullCount - before)
}

/** In a structure, lower levels say which of those around the field is missing. */
function readLevels(
  runs: Uint8Array,
  presentFrom: number,
  { row, count, rows }: PageRows,
  validity: Validity,
  room: (length: number) => Int32Array,
): void {
  const levels = room(count)
  readRuns(runs, bitWidth(presentFrom), levels, 0, count)
  for (let i = 0; i < count; i++) if (levels[i] !== presentFrom) markMissing(validity, row + i, rows)
}

/** Levels of one bit are looked at eight at a time: most rows hold a value. */
function readBits(bytes: Uint8Array, { row, count, rows }: PageRows, validity: Validity): void {
  const cursor = { bytes, at: 0 }
  const end = row + count
  for (let next = row; next < end;) {
    const head = readVarint(cursor)
    const length = Math.floor(head / 2)
    if (head % 2 === 1) {
      const packed = Math.min(length * 8, end - next)
      if (Math.ceil(packed / 8) > bytes.length - cursor.at) throw new Unreadable("a run of packed numbers ends early")
      markZeros(cursor, { row: next, count: packed, rows }, validity)
      cursor.at += length
      next += packed
    } else {
      if (cursor.at === bytes.length) throw new Unreadable("a run of equal numbers ends early")
      const level = bytes[cursor.at++]
      if (level > 1) throw new Unreadable("a number does not fit its 1 bits")
      const stop = Math.min(end, next + length)
      if (level === 0) for (; next < stop; next++) markMissing(validity, next, rows)
      next = stop
    }
  }
}

function markZeros({ bytes, at }: Cursor, { row, count, rows }: PageRows, validity: Validity): void {
  for (let i = 0; i < count; i += 8) {
    const inUse = count - i >= 8 ? 0xff : 0xff >> (8 - (count - i))
    for (let zeros = ~bytes[at + (i >> 3)] & inUse; zeros !== 0; zeros &= zeros - 1)
      markMissing(validity, row + i + 31 - Math.clz32(zeros & -zeros), rows)
  }
}
