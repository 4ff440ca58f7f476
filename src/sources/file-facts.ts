import { createHash } from "node:crypto"
import { setImmediate } from "node:timers/promises"
import { readBytes, refuseChanged } from "../files/open-file.js"
import { trafficOf } from "../files/traffic.js"
import type { FileFacts, Input, LakeTable, OpenFile, LakeVersion } from "../model.js"

/**
 * Size and SHA-256 of what was read, as the report's setup shows them. For a folder or a pattern: the sum of the sizes, and the hash of
 * the files' hashes in order; for a table of Delta Lake or Iceberg also of its version, which says which of their rows hold. Of what lies in
 * a store also what was fetched. `sha256` is null where nobody wants it. Throws InputError where a file was changed since it was opened.
 */
export async function fileFacts({ files, lake, traffic, unhashed }: Input): Promise<FileFacts> {
  const facts = await hashesOf(files, unhashed === true)
  const version = lake === undefined ? [] : [`${lake.format} ${lake.version}`]
  const hashes = facts.map(({ sha256 }) => sha256)
  const isPlain = files.length === 1 && lake === undefined
  return {
    bytes: facts.reduce((sum, { bytes }) => sum + bytes, 0),
    sha256: isPlain ? hashes[0] : hashes.includes(null) ? null : hashOf([...hashes.map(String), ...version]),
    ...(lake === undefined ? {} : { table: tableFacts(lake) }),
    ...(traffic === undefined ? {} : { fetched: trafficOf(traffic) }),
  }
}

function tableFacts({ format, version, at }: LakeTable): LakeVersion {
  return { format, version, written_at: at === null ? null : new Date(at).toISOString() }
}

async function hashesOf(files: readonly OpenFile[], unhashed: boolean) {
  const facts = []
  for (const file of files)
    facts.push(file.remote !== undefined ? storedFacts(file) : unhashed ? sizeOf(file) : await factsOf(file))
  return facts
}

function hashOf(parts: readonly string[]): string {
  const hash = createHash("sha256")
  for (const part of parts) hash.update(part)
  return hash.digest("hex")
}

/** Of a file in a store not all bytes are here; its ETag names them. */
function storedFacts({ size, remote }: OpenFile) {
  const etag = remote?.etag ?? null
  return { bytes: size, sha256: etag === null ? null : hashOf([`${size} ${etag}`]) }
}

function sizeOf(file: OpenFile) {
  refuseChanged(file)
  return { bytes: file.size, sha256: null }
}

/** Bytes that are hashed at once. */
const hashedAtOnce = 2 ** 18

async function factsOf(file: OpenFile) {
  refuseChanged(file)
  const hash = createHash("sha256")
  // The same memory for all of it: a stream takes new memory for each of its chunks.
  const room = new Uint8Array(Math.min(file.size, hashedAtOnce))
  for (let at = 0; at < file.size; at += room.length) {
    const length = Math.min(room.length, file.size - at)
    hash.update(readBytes(file, at, length, room).subarray(0, length))
    await setImmediate() // Signals are heard in between.
  }
  refuseChanged(file)
  return { bytes: file.size, sha256: hash.digest("hex") }
}
