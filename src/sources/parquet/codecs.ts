import { brotliDecompressSync, gunzipSync } from "node:zlib"
import { decompressLz4, decompressLz4Block } from "../shared/lz4.js"
import { readVarint } from "./thrift.js"
import { Unreadable, unsupported } from "../shared/unreadable.js"
import { decompressSnappy } from "../shared/snappy.js"
import { decompressZstd } from "../shared/zstd.js"

interface Codec {
  /** At most this many bytes can come out of one; a page header that claims more is damaged and is refused before memory is taken. */
  maxRatio: number
  /** `room` gives memory for that many bytes, which the codec may write to. */
  decompress(bytes: Uint8Array, size: number, room: Room): Uint8Array
}

/** Memory for so many bytes. */
export type Room = (size: number) => Uint8Array

const newRoom: Room = (size) => new Uint8Array(size)

const codecs: Partial<Record<string, Codec>> = {
  UNCOMPRESSED: { maxRatio: 1, decompress: (bytes) => bytes },
  SNAPPY: { maxRatio: 22, decompress: unpackSnappy },
  GZIP: { maxRatio: 1032, decompress: (bytes, size) => gunzipSync(bytes, { maxOutputLength: size }) },
  BROTLI: { maxRatio: 1 << 22, decompress: (bytes, size) => brotliDecompressSync(bytes, { maxOutputLength: size }) },
  ZSTD: { maxRatio: 1 << 15, decompress: decompressZstd },
  LZ4: { maxRatio: 255, decompress: decompressLz4 },
  LZ4_RAW: { maxRatio: 255, decompress: decompressLz4Block },
}

/** No writer makes pages half as large, and the decoders in WebAssembly have 2 GiB for everything. */
const MAX_PAGE = 2 ** 29

/**
 * The `size` bytes that `bytes` stand for in the codec's name as the footer spells it; throws Unreadable when they are more, fewer or damaged.
 * They may lie in what `room` gives.
 */
export function inflate(name: string, bytes: Uint8Array, size: number, room = newRoom): Uint8Array {
  const codec = codecs[name]
  if (codec === undefined) throw unsupported(`compression by ${name} is not supported`)
  // Some writers compress nothing into something, others into nothing.
  if (size === 0) return new Uint8Array(0)
  if (name !== "UNCOMPRESSED" && (size > MAX_PAGE || size > codec.maxRatio * bytes.length + 64))
    throw new Unreadable(`a page of ${bytes.length} bytes cannot hold the ${size} bytes its header announces`)
  const page = decompressed(name, codec, bytes, size, room)
  if (page.length !== size) throw new Unreadable(`a page holds ${page.length} bytes, its header announces ${size}`)
  return page
}

function decompressed(name: string, codec: Codec, bytes: Uint8Array, size: number, room: Room): Uint8Array {
  try {
    return codec.decompress(bytes, size, room)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Unreadable(`a page is not valid ${name} data: ${reason}`, { cause })
  }
}

/** Snappy data starts with its own length. */
function unpackSnappy(bytes: Uint8Array, size: number, room: Room): Uint8Array {
  const announced = readVarint({ bytes, at: 0 })
  if (announced !== size) throw new Unreadable(`it holds ${announced} bytes, the page header announces ${size}`)
  const page = room(size)
  decompressSnappy(bytes, page)
  return page
}
