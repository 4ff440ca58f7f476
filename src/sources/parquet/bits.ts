import type { Cursor } from "./thrift.js"

/** Bits needed to write every number from 0 to `max`. */
export function bitWidth(max: number): number {
  return 32 - Math.clz32(max)
}

/** The 32 bits that start at bit `bit`, lowest first; bits behind the last byte read as 0. */
export function bits32(bytes: Uint8Array, bit: number): number {
  const at = bit >>> 3
  const shift = bit & 7
  const word = bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)
  return shift === 0 ? word : (word >>> shift) | (bytes[at + 4] << (32 - shift))
}

/** Keeps the lowest `width` bits, 0 to 32. */
export function maskOf(width: number): number {
  return width >= 32 ? -1 : (1 << width) - 1
}

/** A range of places to fill, and the next of them to be filled. */
export interface Filling {
  readonly out: Int32Array
  next: number
}

/**
 * Fills the next `count` places with numbers of `width` bits, 1 to 32, packed from the cursor's byte on; neither is moved on.
 * The caller has checked that they are there.
 */
export function unpackBits(cursor: Cursor, width: number, { out, next }: Filling, count: number): void {
  const { bytes, at } = cursor
  if (width === 8) for (let i = 0; i < count; i++) out[next + i] = bytes[at + i]
  else if (width <= 24) unpackNarrow(cursor, width, out, next, next + count)
  else unpackWide(bytes.subarray(at), width, out, next, count)
}

function unpackNarrow({ bytes, at }: Cursor, width: number, out: Int32Array, from: number, to: number) {
  const mask = maskOf(width)
  let next = at
  let held = 0
  let bits = 0
  for (let i = from; i < to; i++) {
    while (bits < width) {
      held |= bytes[next++] << bits
      bits += 8
    }
    out[i] = held & mask
    held >>>= width
    bits -= width
  }
}

function unpackWide(bytes: Uint8Array, width: number, out: Int32Array, at: number, count: number) {
  const mask = maskOf(width)
  // Bit numbers would pass 2^31 in a long run, so each value counts from its own byte.
  for (let i = 0; i < count; i++) {
    const bit = i * width
    const byte = Math.floor(bit / 8)
    out[at + i] = bits32(bytes.subarray(byte, byte + 5), bit - byte * 8) & mask
  }
}
