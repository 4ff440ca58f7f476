import { readSync } from "node:fs"
import { pipeline, Readable } from "node:stream"
import * as zlib from "node:zlib"
import { streamFrom } from "../../files/open-file.js"
import type { ZSTDDecoder } from "zstddec/stream"
import type { OpenFile } from "../../model.js"

type Create = () => NodeJS.ReadWriteStream & Readable

/** Node's own, there from 22.15 on; before, zstddec in WebAssembly does it. */
const native: Create | null = (zlib as { createZstdDecompress?: Create }).createZstdDecompress ?? null

/** What a file packed with Zstandard unpacks to. Errors carry a code that begins with `ZSTD_` or `Z_`, as Node's do. */
export function unzstd(file: OpenFile & { chunkBytes: number }): Readable {
  if (native === null) return Readable.from(decoded(file))
  const unpacked = native()
  pipeline(streamFrom(file, file.chunkBytes), unpacked, () => undefined)
  return unpacked
}

/** Damage makes the decoder give nothing, again and again, without taking any more of its input. */
const mostEmpty = 64

async function* decoded(file: OpenFile): AsyncGenerator<Buffer> {
  yield* piecesOf(await zstdDecoder(), storedBytes(file))
}

/** A decoder in WebAssembly that is ready. */
export async function zstdDecoder(): Promise<ZSTDDecoder> {
  const { ZSTDDecoder } = await import("zstddec/stream")
  const decoder = new ZSTDDecoder()
  await decoder.init()
  return decoder
}

/** What packed bytes unpack to, however much that is. Each piece is to be used before the next one is asked for. */
export function* piecesOf(decoder: ZSTDDecoder, packed: Iterable<Uint8Array>): Generator<Buffer> {
  let empty = 0
  try {
    for (const piece of decoder.decodeStreaming(packed)) {
      empty = piece.length === 0 ? empty + 1 : 0
      if (empty > mostEmpty) throw coded("it cannot be unpacked", "ZSTD_DATA_ERROR")
      if (piece.length > 0) yield Buffer.from(piece.buffer, piece.byteOffset, piece.length)
    }
  } catch (error) {
    throw String(error).includes("Incomplete stream") ? coded("unexpected end of file", "Z_BUF_ERROR") : error
  }
}

/** zstddec takes its input from an iterator that does not wait. */
function* storedBytes({ fd, size }: OpenFile): Generator<Uint8Array> {
  const buffer = new Uint8Array(131_072)
  for (let at = 0; at < size;) {
    const length = readSync(fd, buffer, 0, Math.min(buffer.length, size - at), at)
    if (length === 0) return
    at += length
    yield buffer.subarray(0, length)
  }
}

const coded = (message: string, code: string) => Object.assign(new Error(message), { code })
