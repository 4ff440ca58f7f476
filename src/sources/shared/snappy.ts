import { Unreadable } from "./unreadable.js"

/** Literals up to here are copied byte by byte; longer ones by the engine, which costs as much as these before it begins. */
const shortLiteral = 48

/**
 * Writes the bytes that a Snappy block stands for into `out`, which they must fill exactly; throws Unreadable where they do not.
 * Written here, because a decoder in WebAssembly copies every page into its memory and out again, and each time that memory grows V8
 * gives up what it knows about all typed arrays: from then on every loop over one is a fifth slower.
 * Source: google/snappy, format_description.txt.
 */
export function decompressSnappy(block: Uint8Array, out: Uint8Array): void {
  const end = block.length
  // Short pieces move four bytes at a time, up to three of them too many, as long as these lie within both.
  const words = { block: wordsOf(block), out: wordsOf(out) }
  const [lastWord, lastOutWord] = [end - 4, out.length - 4]
  let at = behindVarint(block)
  let to = 0
  while (at < end) {
    const tag = block[at++]
    if ((tag & 3) === 0) {
      let length = (tag >>> 2) + 1
      if (length > 60) {
        const bytes = length - 60
        length = littleEndian(block, at, bytes) + 1
        at += bytes
      }
      if (length > end - at || length > out.length - to) throw new Unreadable("Snappy literals do not fit")
      if (length > shortLiteral) out.set(block.subarray(at, at + length), to)
      else if (at + length <= lastWord && to + length <= lastOutWord)
        for (let i = 0; i < length; i += 4) words.out.setInt32(to + i, words.block.getInt32(at + i))
      else for (let i = 0; i < length; i++) out[to + i] = block[at + i]
      at += length
      to += length
    } else {
      let length = (tag >>> 2) + 1
      let offset: number
      if ((tag & 3) === 1) {
        length = ((tag >>> 2) & 7) + 4
        offset = ((tag >>> 5) << 8) | block[at++]
      } else if ((tag & 3) === 2) {
        offset = block[at] | (block[at + 1] << 8)
        at += 2
      } else {
        offset = littleEndian(block, at, 4)
        at += 4
      }
      if (at > end) throw new Unreadable("Snappy data end inside a copy")
      if (offset === 0 || offset > to || length > out.length - to) throw new Unreadable("a Snappy copy does not fit")
      const last = to + length
      // A copy may repeat what it writes itself: no more at a time than it lies behind.
      if (offset >= 4 && last <= lastOutWord)
        for (; to < last; to += 4) words.out.setInt32(to, words.out.getInt32(to - offset))
      else for (; to < last; to++) out[to] = out[to - offset]
      to = last
    }
  }
  if (to < out.length) throw new Unreadable(`Snappy data hold ${to} bytes, ${out.length} were announced`)
}

const wordsOf = ({ buffer, byteOffset, byteLength }: Uint8Array) => new DataView(buffer, byteOffset, byteLength)

/** A number of 1 to 4 bytes, lowest first. */
function littleEndian(bytes: Uint8Array, at: number, count: number): number {
  let number = 0
  for (let i = 0; i < count; i++) number |= bytes[at + i] << (8 * i)
  return number >>> 0
}

/** Where the block's own length ends. */
function behindVarint(block: Uint8Array): number {
  let at = 0
  while (block[at++] >= 0x80);
  return at
}
