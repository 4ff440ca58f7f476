import type { OpenFile, RemoteFile } from "../model.js"

/** Bytes of a file elsewhere come in blocks of so many. */
export const blockBytes = 4096

/** From `start` up to, but not with, `end`. */
export interface ByteRange {
  start: number
  end: number
}

/** Where it is noted which blocks of a file of so many bytes are here. */
export function noneHere(size: number): SharedArrayBuffer {
  return new SharedArrayBuffer(Math.ceil(size / blockBytes / 8) + 1)
}

/** Notes that all blocks that end within a range are here; the file's last one may be short. */
export function noteHere({ here }: RemoteFile, { start, end }: ByteRange, size: number): void {
  const bits = new Uint8Array(here)
  const last = end === size ? Math.ceil(end / blockBytes) : Math.floor(end / blockBytes)
  for (let block = Math.ceil(start / blockBytes); block < last; block++) Atomics.or(bits, block >> 3, 1 << (block & 7))
}

/** The blocks of a range that are not here, as ranges that end at blocks' ends or at the file's. */
export function missingIn({ here }: RemoteFile, { start, end }: ByteRange, size: number): ByteRange[] {
  const bits = new Uint8Array(here)
  const missing: ByteRange[] = []
  if (start >= end) return missing
  for (let block = Math.floor(start / blockBytes); block * blockBytes < end; block++) {
    if ((bits[block >> 3] >> (block & 7)) & 1) continue
    const range = { start: block * blockBytes, end: Math.min((block + 1) * blockBytes, size) }
    const last = missing.at(-1)
    if (last?.end === range.start) last.end = range.end
    else missing.push(range)
  }
  return missing
}

/** Throws where bytes are read that were not fetched before: whoever reads them asks for them first. */
export function requireHere({ path, size, remote }: OpenFile, start: number, length: number): void {
  if (
    remote === undefined ||
    length === 0 ||
    missingIn(remote, { start, end: Math.min(start + length, size) }, size).length === 0
  )
    return
  throw new Error(`${path}: bytes ${start} to ${start + length} were not fetched`)
}
