import { Unreadable } from "./unreadable.js"

/** The `size` bytes that an LZ4 block stands for; throws Unreadable when it stands for more or fewer. Written for Parquet's LZ4_RAW. */
export function decompressLz4Block(block: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size)
  const length = inflateBlock(block, out)
  if (length !== size) throw new Unreadable(`an LZ4 block holds ${length} bytes, ${size} were announced`)
  return out
}

/**
 * As decompressLz4Block for Parquet's older LZ4 codec: Hadoop's frames (both sizes in four bytes, highest first, then a block; repeated)
 * or, from some writers, one bare block. Which of them it is shows only in the trying.
 */
export function decompressLz4(bytes: Uint8Array, size: number): Uint8Array {
  return decompressHadoopFrames(bytes, size) ?? decompressLz4Block(bytes, size)
}

/** Null when the bytes are not a sequence of frames that fill `size` bytes exactly. */
function decompressHadoopFrames(bytes: Uint8Array, size: number): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const out = new Uint8Array(size)
  let at = 0
  let done = 0
  while (at + 8 <= bytes.length) {
    const length = view.getUint32(at)
    const end = at + 8 + view.getUint32(at + 4)
    if (end > bytes.length || length > size - done) return null
    if (!fillsExactly(bytes.subarray(at + 8, end), out.subarray(done, done + length))) return null
    at = end
    done += length
  }
  return at === bytes.length && done === size ? out : null
}

function fillsExactly(block: Uint8Array, out: Uint8Array): boolean {
  try {
    return inflateBlock(block, out) === out.length
  } catch (error) {
    if (error instanceof Unreadable) return false
    throw error
  }
}

/**
 * Where `out` ends after the block was written to it from `start` on; its matches may reach back before that.
 * A block is a row of: token, literals, offset of a match (absent at the very end).
 */
export function inflateBlock(block: Uint8Array, out: Uint8Array, start = 0): number {
  const cursor = { bytes: block, at: 0 }
  let to = start
  while (cursor.at < block.length) {
    const token = block[cursor.at++]
    const literals = lengthOf(token >> 4, cursor)
    const from = cursor.at
    if (literals > block.length - from || literals > out.length - to) throw new Unreadable("LZ4 literals do not fit")
    out.set(block.subarray(from, from + literals), to)
    cursor.at += literals
    to += literals
    if (cursor.at === block.length) break
    to = copyMatch(cursor, token & 15, out, to)
  }
  return to
}

/** Where the next byte of `out` goes, after bytes already written were repeated there. */
function copyMatch(
  cursor: { bytes: Uint8Array; at: number },
  shortLength: number,
  out: Uint8Array,
  to: number,
): number {
  const offset = cursor.bytes[cursor.at] | (cursor.bytes[cursor.at + 1] << 8)
  cursor.at += 2
  const length = lengthOf(shortLength, cursor) + 4
  if (offset === 0 || offset > to || length > out.length - to) throw new Unreadable("an LZ4 match does not fit")
  if (offset >= length) out.copyWithin(to, to - offset, to - offset + length)
  else for (let i = to; i < to + length; i++) out[i] = out[i - offset]
  return to + length
}

/** `short`, or if it is 15 that and the bytes that follow, up to the first below 255. */
function lengthOf(short: number, cursor: { bytes: Uint8Array; at: number }): number {
  let length = short
  if (short < 15) return length
  for (;;) {
    if (cursor.at >= cursor.bytes.length) throw new Unreadable("an LZ4 block ends inside a length")
    const byte = cursor.bytes[cursor.at++]
    length += byte
    if (byte < 255) return length
  }
}
