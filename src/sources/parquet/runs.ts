import { unpackBits } from "./bits.js"
import { readVarint, type Cursor } from "./thrift.js"
import { Unreadable } from "../shared/unreadable.js"

/**
 * Fills out[at … at + count) from runs: stretches of one repeated number, and stretches of numbers packed into `width` bits.
 * Levels, dictionary indices and the RLE encoding of booleans are written so. Bytes left over are ignored.
 * Throws Unreadable when the bytes end early or a number needs more than `width` bits.
 */
export function readRuns(bytes: Uint8Array, width: number, out: Int32Array, at: number, count: number): void {
  if (width > 32) throw new Unreadable(`numbers of ${width} bits are announced, 32 is the most`)
  if (width === 0) {
    out.fill(0, at, at + count)
    return
  }
  const cursor = { bytes, at: 0 }
  const end = at + count
  let next = at
  while (next < end) {
    const head = readVarint(cursor)
    const length = Math.floor(head / 2)
    next +=
      head % 2 === 1
        ? packedRun(cursor, width, out, next, end, length)
        : repeatedRun(cursor, width, out, next, end, length)
  }
}

/** Number of values written: `groups` of eight, the last of which may be cut off by `end`. */
function packedRun(cursor: Cursor, width: number, out: Int32Array, at: number, end: number, groups: number): number {
  const count = Math.min(groups * 8, end - at)
  if (Math.ceil((count * width) / 8) > cursor.bytes.length - cursor.at)
    throw new Unreadable("a run of packed numbers ends early")
  unpackBits(cursor.bytes, cursor.at, width, out, at, count)
  cursor.at += groups * width
  return count
}

function repeatedRun(cursor: Cursor, width: number, out: Int32Array, at: number, end: number, length: number): number {
  const size = (width + 7) >> 3
  if (size > cursor.bytes.length - cursor.at) throw new Unreadable("a run of equal numbers ends early")
  let value = 0
  for (let i = 0; i < size; i++) value |= cursor.bytes[cursor.at++] << (8 * i)
  if (width < 32 && value >>> width !== 0) throw new Unreadable(`a number does not fit its ${width} bits`)
  const count = Math.min(length, end - at)
  out.fill(value, at, at + count)
  return count
}
