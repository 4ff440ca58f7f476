import { createHash } from "node:crypto"
import { createReadStream } from "node:fs"
import { stat } from "node:fs/promises"
import { inputFiles } from "./open.js"
import { stdinFacts, stdinPath } from "./stdin.js"

interface FileFacts {
  bytes: number
  sha256: string
}

/**
 * Size and SHA-256 of an input, as the report's setup shows them. For a folder or a pattern: the sum of the sizes, and the hash of
 * the files' hashes in order. For standard input: of what was read; it has to be opened before.
 */
export async function fileFacts(path: string): Promise<FileFacts> {
  if (path === stdinPath) {
    const facts = stdinFacts()
    if (facts === null) throw new Error("standard input was not read")
    return facts
  }
  const files = await inputFiles(path)
  if (files.length === 1) return factsOf(files[0])
  const hash = createHash("sha256")
  let bytes = 0
  for (const file of files) {
    const facts = await factsOf(file)
    bytes += facts.bytes
    hash.update(facts.sha256)
  }
  return { bytes, sha256: hash.digest("hex") }
}

async function factsOf(path: string): Promise<FileFacts> {
  const hash = createHash("sha256")
  const { size } = await stat(path)
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer)
  return { bytes: size, sha256: hash.digest("hex") }
}
