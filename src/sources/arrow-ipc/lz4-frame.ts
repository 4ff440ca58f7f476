import { inflateBlock } from "../shared/lz4.js"
import { Unreadable } from "../shared/unreadable.js"

const MAGIC = 0x184d2204
const STORED = 0x80000000
const Flag = { dictionary: 1, contentSize: 8, blockChecksum: 16 }

/**
 * The `size` bytes that an LZ4 frame stands for; throws Unreadable when it stands for more or fewer. Its checksums are not compared.
 * Source: LZ4 frame format 1.6.4. Matches may reach back into the blocks before, so all are written to one array.
 */
export function decompressLz4Frame(bytes: Uint8Array, size: number): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const out = new Uint8Array(size)
  let to = 0
  const flags = checkedFlags(view)
  let at = 7 + (flags & Flag.contentSize ? 8 : 0)
  for (;;) {
    if (at + 4 > bytes.length) throw new Unreadable("an LZ4 frame ends early")
    const word = view.getUint32(at, true)
    if (word === 0) break
    const length = word & ~STORED
    const block = bytes.subarray(at + 4, at + 4 + length)
    if (block.length < length) throw new Unreadable("an LZ4 frame ends early")
    to = word & STORED ? copyBlock(block, out, to) : inflateBlock(block, out, to)
    at += 4 + length + (flags & Flag.blockChecksum ? 4 : 0)
  }
  if (to !== size) throw new Unreadable(`an LZ4 frame holds ${to} bytes, ${size} were announced`)
  return out
}

function checkedFlags(view: DataView): number {
  if (view.byteLength < 7 || view.getUint32(0, true) !== MAGIC) throw new Unreadable("there is no LZ4 frame")
  const flags = view.getUint8(4)
  if (flags >> 6 !== 1 || flags & Flag.dictionary) throw new Unreadable("an LZ4 frame is of an unknown version")
  return flags
}

function copyBlock(block: Uint8Array, out: Uint8Array, to: number): number {
  if (block.length > out.length - to) throw new Unreadable("an LZ4 frame holds more than was announced")
  out.set(block, to)
  return to + block.length
}
