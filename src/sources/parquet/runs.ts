import { unpackBits, type Filling } from "./bits.js"
import { readVarint, type Cursor } from "./thrift.js"
import { Unreadable } from "../shared/unreadable.js"

/**
 * Fills out[at … at + count) from runs: one number repeated, or numbers packed into `width` bits.
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
  const filling = { out, next: at }
  const end = at + count
  while (filling.next < end) {
    const head = readVarint(cursor)
    const length = Math.floor(head / 2)
    if (head % 2 === 1) packedRun(cursor, width, filling, end, length)
    else repeatedRun(cursor, width, filling, end, length)
  }
}

/** Fills places up to `end` from `groups` of eight numbers, the last of which may be cut off by `end`. */
function packedRun(cursor: Cursor, width: number, filling: Filling, end: number, groups: number): void {
  const count = Math.min(groups * 8, end - filling.next)
  if (Math.ceil((count * width) / 8) > cursor.bytes.length - cursor.at)
    throw new Unreadable("a run of packed numbers ends early")
  unpackBits(cursor, width, filling, count)
  cursor.at += groups * width
  filling.next += count
}

function repeatedRun(cursor: Cursor, width: number, filling: Filling, end: number, length: number): void {
  const size = (width + 7) >> 3
  if (size > cursor.bytes.length - cursor.at) throw new Unreadable("a run of equal numbers ends early")
  let value = 0
  for (let i = 0; i < size; i++) value |= cursor.bytes[cursor.at++] << (8 * i)
  if (width < 32 && value >>> width !== 0) throw new Unreadable(`a number does not fit its ${width} bits`)
  const stop = filling.next + Math.min(length, end - filling.next)
  filling.out.fill(value, filling.next, stop)
  filling.next = stop
}
