import type * as Client from "@platformatic/kafka"
import { piecesOf, zstdDecoder } from "../sources/shared/zstd-stream.js"

/** Node unpacks Zstandard from 22.15 on, and with it the client; before, a decoder in WebAssembly does it in the client's place. */
export async function teachZstd({ compressionsAlgorithms: { zstd } }: typeof Client): Promise<void> {
  if (zstd.available) return
  const decoder = await zstdDecoder()
  const decompressSync: typeof zstd.decompressSync = (packed) => {
    const bytes = Buffer.isBuffer(packed) ? packed : packed.buffer
    // The decoder gives the same memory again.
    return Buffer.concat(Array.from(piecesOf(decoder, [bytes]), (piece) => Buffer.from(piece)))
  }
  Object.assign(zstd, { decompressSync })
}
