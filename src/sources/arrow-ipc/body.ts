import { readBytes } from "../../files/open-file.js"
import type { OpenFile } from "../../model.js"
import { mostUnpacked, unpackedHint } from "../shared/unpacked.js"
import { Unreadable } from "../shared/unreadable.js"
import { decompressZstd } from "../shared/zstd.js"
import { maxRatio, type Batch } from "./batch.js"
import { int64At } from "./flatbuffer.js"
import { decompressLz4Frame } from "./lz4-frame.js"

/** A compressed buffer starts with its uncompressed length; this value says that it is not compressed after all. */
const STORED = -1
/** The decoders have 2 GiB for everything. */
const MAX_SIZE = 2 ** 30

/** The bytes of buffer `index`, uncompressed and at the start of 8-byte words; throws Unreadable when they are not in the file or damaged. */
export function readBuffer(file: OpenFile, batch: Batch, index: number, maxBytes?: number): Uint8Array {
  const { view, at, length: count } = batch.buffers
  if (index >= count) throw new Unreadable("a record batch has fewer parts than it announces")
  const start = int64At(view, at + 16 * index)
  const length = int64At(view, at + 16 * index + 8)
  if (start < 0 || length < 0 || !(start + length <= batch.bodyLength))
    throw new Unreadable("a part lies outside its record batch")
  const bytes = readBytes(file, batch.bodyAt + start, length)
  return batch.codec === null || length === 0 ? bytes : inflate(batch.codec, bytes, maxBytes)
}

function inflate(codec: "LZ4" | "ZSTD", bytes: Uint8Array, maxBytes: number | undefined): Uint8Array {
  if (bytes.length < 8) throw new Unreadable("a compressed part ends early")
  const size = int64At(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0)
  const packed = bytes.subarray(8)
  if (size === STORED) return packed
  if (size === 0) return new Uint8Array(0)
  if (!(size > 0 && size <= MAX_SIZE && size <= maxRatio[codec] * packed.length + 64))
    throw new Unreadable(`a part of ${packed.length} bytes cannot hold the ${size} bytes it announces`)
  const most = mostUnpacked(packed.length, maxBytes)
  if (size > most)
    throw new Unreadable(`${packed.length} bytes of ${codec} unpack to more than ${most}`, { hint: unpackedHint })
  const out = codec === "LZ4" ? decompressLz4Frame(packed, size) : unzstd(packed, size)
  if (out.length !== size) throw new Unreadable(`a part holds ${out.length} bytes, ${size} were announced`)
  return out
}

function unzstd(packed: Uint8Array, size: number): Uint8Array {
  try {
    const out = decompressZstd(packed, size)
    return out.byteOffset % 8 === 0 ? out : out.slice()
  } catch (cause) {
    throw new Unreadable(`a part is not valid Zstandard data: ${String(cause)}`, { cause })
  }
}
