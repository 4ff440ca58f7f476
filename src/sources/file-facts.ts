import { createHash } from "node:crypto"
import { refuseChanged, streamFrom } from "../files/open-file.js"
import type { FileFacts, Input, OpenFile } from "../model.js"

/**
 * Size and SHA-256 of what was read, as the report's setup shows them. For a folder or a pattern: the sum of the sizes, and the hash of
 * the files' hashes in order; for a table of Delta Lake or Iceberg also of its version, which says which of their rows hold. Throws InputError where a file was changed since it was opened.
 */
export async function fileFacts({ files, lake }: Input): Promise<FileFacts> {
  if (files.length === 1 && lake === undefined) return factsOf(files[0])
  const hash = createHash("sha256")
  let bytes = 0
  for (const file of files) {
    const facts = await factsOf(file)
    bytes += facts.bytes
    hash.update(facts.sha256)
  }
  if (lake !== undefined) hash.update(`${lake.format} ${lake.version}`)
  return { bytes, sha256: hash.digest("hex") }
}

async function factsOf(file: OpenFile): Promise<FileFacts> {
  const hash = createHash("sha256")
  for await (const chunk of streamFrom(file, 1 << 20)) hash.update(chunk as Buffer)
  refuseChanged(file)
  return { bytes: file.size, sha256: hash.digest("hex") }
}
