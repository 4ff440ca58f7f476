import { bits32, maskOf } from "./bits.js"
import { readVarint, type Cursor } from "./thrift.js"
import { Unreadable } from "../shared/unreadable.js"

/** A run of equally wide deltas, packed from byte `at` on, each less by `min` (two 32-bit halves) than what it stands for. */
interface Miniblock {
  at: number
  width: number
  count: number
  minLow: number
  minHigh: number
}

/** More values per block than any writer puts there; a larger claim is a damaged header. */
const MAX_BLOCK = 1 << 20

/**
 * Fills out[at … at + count) with 32-bit numbers in DELTA_BINARY_PACKED from byte `start` on; returns where the next stream starts.
 * Sums wrap at 32 bits, as the format says; so deltas that a writer made 64 bits wide (DuckDB does) come out right.
 */
export function readDeltas32(bytes: Uint8Array, start: number, out: Int32Array, at: number, count: number): number {
  let value = 0
  let next = at
  const first = (low: number) => {
    value = low
    out[next++] = value
  }
  return eachMiniblock(bytes, start, count, first, ({ at, width, count, minLow }) => {
    const mask = maskOf(width)
    let bit = at * 8
    for (let i = 0; i < count; i++, bit += width) {
      value = (value + minLow + (bits32(bytes, bit) & mask)) | 0
      out[next++] = value
    }
  })
}

/** As readDeltas32 for 64-bit numbers: value i fills the pair out[2 * (at + i)] (low half) and the one after it. */
export function readDeltas64(bytes: Uint8Array, start: number, out: Int32Array, at: number, count: number): number {
  let low = 0
  let high = 0
  let next = 2 * at
  const first = (firstLow: number, firstHigh: number) => {
    low = out[next++] = firstLow
    high = out[next++] = firstHigh
  }
  return eachMiniblock(bytes, start, count, first, ({ at, width, count, minLow, minHigh }) => {
    const lowMask = maskOf(width)
    const highMask = maskOf(Math.max(0, width - 32))
    let bit = at * 8
    for (let i = 0; i < count; i++, bit += width) {
      const deltaLow = bits32(bytes, bit) & lowMask
      const deltaHigh = width > 32 ? bits32(bytes, bit + 32) & highMask : 0
      const sum = (low >>> 0) + (minLow >>> 0) + (deltaLow >>> 0)
      low = sum | 0
      high = (high + minHigh + deltaHigh + Math.floor(sum / 0x100000000)) | 0
      out[next++] = low
      out[next++] = high
    }
  })
}

function eachMiniblock(
  bytes: Uint8Array,
  start: number,
  count: number,
  first: (low: number, high: number) => void,
  visit: (miniblock: Miniblock) => void,
): number {
  // Bits are counted in 32-bit numbers below.
  if (bytes.length >= 2 ** 28) throw new Unreadable("a page of deltas is larger than 256 MiB")
  const cursor = { bytes, at: start }
  const { perMiniblock, miniblocks } = readHeader(cursor, count)
  const [firstLow, firstHigh] = readZigzag64(cursor)
  if (count === 0) return cursor.at
  first(firstLow, firstHigh)
  let left = count - 1
  while (left > 0) {
    const [minLow, minHigh] = readZigzag64(cursor)
    const widths = cursor.at
    cursor.at += miniblocks
    for (let i = 0; i < miniblocks && left > 0; i++) {
      const width = bytes[widths + i]
      const held = Math.min(perMiniblock, left)
      if (!(width <= 64)) throw new Unreadable(`deltas of ${width} bits are announced, 64 is the most`)
      if (Math.ceil((held * width) / 8) > bytes.length - cursor.at) throw new Unreadable("the deltas end early")
      visit({ at: cursor.at, width, count: held, minLow, minHigh })
      cursor.at += (perMiniblock * width) / 8
      left -= held
    }
  }
  return cursor.at
}

function readHeader(cursor: Cursor, count: number): { perMiniblock: number; miniblocks: number } {
  const perBlock = readVarint(cursor)
  const miniblocks = readVarint(cursor)
  const total = readVarint(cursor)
  if (total !== count) throw new Unreadable(`${total} deltas are announced where ${count} values are stored`)
  const perMiniblock = perBlock / miniblocks
  if (!(perBlock > 0 && perBlock <= MAX_BLOCK && perMiniblock % 8 === 0))
    throw new Unreadable(`blocks of ${perBlock} deltas in ${miniblocks} parts are not possible`)
  return { perMiniblock, miniblocks }
}

/** The next signed 64-bit number as its low and high half. */
function readZigzag64(cursor: Cursor): [low: number, high: number] {
  let raw = 0n
  for (let shift = 0n; shift < 70n; shift += 7n) {
    if (cursor.at >= cursor.bytes.length) throw new Unreadable("the deltas end early")
    const byte = cursor.bytes[cursor.at++]
    raw |= BigInt(byte & 0x7f) << shift
    if (byte < 0x80) {
      const value = (raw >> 1n) ^ -(raw & 1n)
      return [Number(BigInt.asIntN(32, value)), Number(BigInt.asIntN(32, value >> 32n))]
    }
  }
  throw new Unreadable("a number is longer than ten bytes")
}
