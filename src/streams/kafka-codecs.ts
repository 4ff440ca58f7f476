import type * as Client from "@platformatic/kafka"
import { piecesOf, zstdDecoder } from "../sources/shared/zstd-stream.js"

type Algorithms = (typeof Client)["compressionsAlgorithms"]

/** Teaches the client to unpack what it does not by itself: Zstandard on older Nodes, and Snappy as Java writes it. */
export async function teachCodecs({ compressionsAlgorithms: { zstd, snappy } }: typeof Client): Promise<void> {
  teachSnappy(snappy)
  await teachZstd(zstd)
}

/** Node unpacks Zstandard from 22.15 on, and with it the client; before, a decoder in WebAssembly does it in the client's place. */
async function teachZstd(zstd: Algorithms["zstd"]): Promise<void> {
  if (zstd.available) return
  const decoder = await zstdDecoder()
  const decompressSync: typeof zstd.decompressSync = (packed) => {
    // The decoder gives the same memory again.
    return Buffer.concat(Array.from(piecesOf(decoder, [bytesOf(packed)]), (piece) => Buffer.from(piece)))
  }
  Object.assign(zstd, { decompressSync })
}

/**
 * Brokers and producers in Java pack with Snappy in blocks: this text, two versions of four bytes each, then the blocks, each after its
 * length. Others write one block and nothing before it, which is all that the client knows.
 * Source: SnappyOutputStream of snappy-java.
 */
const blocksFollow = Buffer.from("\x82SNAPPY\0", "latin1")
const firstBlock = 16

function teachSnappy(snappy: Algorithms["snappy"]): void {
  const oneBlock = snappy.decompressSync
  const decompressSync: typeof oneBlock = (packed) => {
    const bytes = bytesOf(packed)
    return bytes.indexOf(blocksFollow) === 0 ? Buffer.concat(Array.from(blocksOf(bytes), oneBlock)) : oneBlock(bytes)
  }
  Object.assign(snappy, { decompressSync })
}

function* blocksOf(bytes: Buffer): Generator<Buffer> {
  for (let at = firstBlock; at < bytes.length;) {
    const end = at + 4 + bytes.readInt32BE(at)
    if (end <= at + 4 || end > bytes.length) throw new Error("a block of Snappy is cut short")
    yield bytes.subarray(at + 4, end)
    at = end
  }
}

const bytesOf = (packed: Parameters<Algorithms["zstd"]["decompressSync"]>[0]): Buffer =>
  Buffer.isBuffer(packed) ? packed : packed.buffer
