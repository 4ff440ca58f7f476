import { readSync } from "node:fs"
import { pipeline } from "node:stream"
import { createGunzip } from "node:zlib"
import { InputError } from "../../errors.js"
import { streamFrom } from "../../files/open-file.js"
import type { OpenFile } from "../../model.js"
import { mostUnpacked, unpackedHint } from "./unpacked.js"

/** An open text file, and how much of it is read at a time. */
export interface CsvFile extends OpenFile {
  gzipped: boolean
  chunkBytes: number
  /** At most so many bytes may come out of gzip; by default what `mostUnpacked` says. */
  maxBytes?: number | undefined
}

/** Whether the file begins as gzip does, whatever it is called. */
export function isGzip({ fd }: OpenFile): boolean {
  const magic = Buffer.alloc(2)
  return readSync(fd, magic, 0, 2, 0) === 2 && magic[0] === 0x1f && magic[1] === 0x8b
}

/** The file's bytes in chunks, in order and unzipped, up to the size that it had when it was opened. InputError for more than may be. */
export async function* readBytes(file: CsvFile): AsyncGenerator<Buffer> {
  const stream = byteStream(file)
  const most = file.gzipped ? mostUnpacked(file.size, file.maxBytes) : Infinity
  let length = 0
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      length += chunk.length
      if (length > most)
        throw new InputError(`${file.path}: ${file.size} bytes of gzip unpack to more than ${most}`, {
          hint: unpackedHint,
        })
      yield chunk
    }
  } catch (error) {
    throw readError(file.path, error)
  } finally {
    stream.destroy()
  }
}

function byteStream(file: CsvFile) {
  const { gzipped, chunkBytes } = file
  const stored = streamFrom(file, chunkBytes)
  if (!gzipped) return stored
  const unzipped = createGunzip({ chunkSize: Math.max(64, chunkBytes) })
  // Errors of both streams arrive where `unzipped` is read; the callback only keeps them from being thrown a second time.
  pipeline(stored, unzipped, () => undefined)
  return unzipped
}

/** The error a user should see for what went wrong while reading; an error that is not about the file comes back as it is. */
function readError(path: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : ""
  if (code === "Z_BUF_ERROR")
    return new InputError(`${path}: the gzip data ends too early`, {
      hint: "was the file copied or downloaded completely?",
      cause: error,
    })
  if (code.startsWith("Z_"))
    return new InputError(`${path}: the gzip data is damaged (${(error as Error).message})`, {
      hint: "`gzip -t` checks a file",
      cause: error,
    })
  if (code.startsWith("E") && !code.startsWith("ERR_"))
    return new InputError(`${path}: cannot be read (${code})`, { cause: error })
  return error
}

/** The first `size` bytes, or all of a shorter file; `whole` says which. */
export async function readHead(file: CsvFile, size: number): Promise<{ bytes: Buffer; whole: boolean }> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of readBytes(file)) {
    chunks.push(chunk)
    length += chunk.length
    if (length > size) return { bytes: Buffer.concat(chunks).subarray(0, size), whole: false }
  }
  return { bytes: Buffer.concat(chunks), whole: true }
}
