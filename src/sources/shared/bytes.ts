import { readSync } from "node:fs"
import type { Readable } from "node:stream"
import { pipeline } from "node:stream"
import * as zlib from "node:zlib"
import { InputError } from "../../errors.js"
import { streamFrom } from "../../files/open-file.js"
import type { OpenFile } from "../../model.js"
import { decoderFor, markedEncoding } from "./encoding.js"
import { mostUnpacked, unpackedHint } from "./unpacked.js"
import { unzstd } from "./zstd-stream.js"

/** An open text file, and how much of it is read at a time. */
export interface TextFile extends OpenFile {
  /** What it is packed with, whatever it is called; null for plain text. */
  packing: Packing | null
  /** The encoding that the user states; by default UTF-8, or the UTF-16 that a byte order mark shows. */
  encoding?: string | undefined
  chunkBytes: number
  /** At most so many bytes may be unpacked; by default what `mostUnpacked` says. */
  maxBytes?: number | undefined
}

export type Packing = "gzip" | "Zstandard"

const magic: readonly [Packing, readonly number[]][] = [
  ["gzip", [0x1f, 0x8b]],
  ["Zstandard", [0x28, 0xb5, 0x2f, 0xfd]],
]

/** What the file is packed with, as its first bytes show. */
export function packingOf({ fd }: OpenFile): Packing | null {
  const head = Buffer.alloc(4)
  const length = readSync(fd, head, 0, 4, 0)
  return magic.find(([, bytes]) => bytes.length <= length && bytes.every((byte, i) => head[i] === byte))?.[0] ?? null
}

/** An open file as a text that is read in such chunks. */
export function textFile(
  file: OpenFile,
  chunkBytes: number,
  { maxBytes, encoding }: { maxBytes?: number | undefined; encoding?: string | undefined },
): TextFile {
  return { ...file, packing: packingOf(file), encoding, chunkBytes, maxBytes }
}

/**
 * The file's bytes in chunks, in order, unpacked and in UTF-8, up to the size that it had when it was opened. InputError for more than
 * may be, and for what the encoding does not have.
 */
export async function* readBytes(file: TextFile): AsyncGenerator<Buffer> {
  let decoder = file.encoding === undefined ? undefined : decoderFor(file.encoding, file.path)
  for await (const chunk of unpackedBytes(file)) {
    if (decoder === undefined) {
      const marked = markedEncoding(chunk)
      decoder = marked === null ? null : decoderFor(marked, file.path)
    }
    yield decoder === null ? chunk : decoder(chunk)
  }
  if (decoder != null) yield decoder(null)
}

async function* unpackedBytes(file: TextFile): AsyncGenerator<Buffer> {
  const stream = byteStream(file)
  const most = file.packing !== null ? mostUnpacked(file.size, file.maxBytes) : Infinity
  let length = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > most)
        throw new InputError(`${file.path}: ${file.size} bytes of ${file.packing} unpack to more than ${most}`, {
          hint: unpackedHint,
        })
      yield chunk
    }
  } catch (error) {
    throw readError(file, error)
  } finally {
    stream.destroy()
  }
}

function byteStream(file: TextFile): Readable {
  const { packing, chunkBytes } = file
  if (packing === null) return streamFrom(file, chunkBytes)
  if (packing === "Zstandard") return unzstd(file)
  const stored = streamFrom(file, chunkBytes)
  const unzipped = zlib.createGunzip({ chunkSize: Math.max(64, chunkBytes) })
  // Errors of both streams arrive where `unzipped` is read; the callback only keeps them from being thrown a second time.
  pipeline(stored, unzipped, () => undefined)
  return unzipped
}

/** The error a user should see for what went wrong while reading; an error that is not about the file comes back as it is. */
function readError({ path, packing }: TextFile, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  if (code === "Z_BUF_ERROR")
    return new InputError(`${path}: the ${packing} data ends too early`, {
      hint: "was the file copied or downloaded completely?",
      cause: error,
    })
  if (code.startsWith("Z_") || code.startsWith("ZSTD_"))
    return new InputError(`${path}: the ${packing} data is damaged (${(error as Error).message})`, {
      hint: `\`${packing === "gzip" ? "gzip" : "zstd"} -t\` checks a file`,
      cause: error,
    })
  if (code.startsWith("E") && !code.startsWith("ERR_"))
    return new InputError(`${path}: cannot be read (${code})`, { cause: error })
  return error
}

/** The first `size` bytes, or all of a shorter file; `whole` says which. */
export async function readHead(file: TextFile, size: number): Promise<{ bytes: Buffer; whole: boolean }> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of readBytes(file)) {
    chunks.push(chunk)
    length += chunk.length
    if (length > size) return { bytes: Buffer.concat(chunks).subarray(0, size), whole: false }
  }
  return { bytes: Buffer.concat(chunks), whole: true }
}
