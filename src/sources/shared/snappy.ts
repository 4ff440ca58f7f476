import { Unreadable } from "./unreadable.js"

/** Literals up to here are copied here; longer ones by the engine, which costs as much as these before it begins. */
const shortLiteral = 48
/** Bytes that are copied in one step, also where fewer are wanted: what follows is written over them. */
const stride = 4

/**
 * Writes the bytes that a Snappy block stands for into `out`, which they must fill exactly; throws Unreadable where they do not.
 * Written here, because a decoder in WebAssembly copies every page into its memory and out again, and each time that memory grows V8
 * gives up what it knows about all typed arrays: from then on every loop over one is a fifth slower.
 * Source: google/snappy, format_description.txt.
 */
export function decompressSnappy(block: Uint8Array, out: Uint8Array): void {
  const end = block.length
  const from = new DataView(block.buffer, block.byteOffset, end)
  const into = new DataView(out.buffer, out.byteOffset, out.length)
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
      else if (length + stride <= end - at && length + stride <= out.length - to)
        for (let i = 0; i < length; i += stride) into.setInt32(to + i, from.getInt32(at + i))
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
      // A copy may repeat what it writes itself.
      if (offset >= stride && length + stride <= out.length - to)
        for (let i = 0; i < length; i += stride) into.setInt32(to + i, into.getInt32(to + i - offset))
      else for (let i = 0; i < length; i++) out[to + i] = out[to + i - offset]
      to += length
    }
  }
  if (to < out.length) throw new Unreadable(`Snappy data hold ${to} bytes, ${out.length} were announced`)
}

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
