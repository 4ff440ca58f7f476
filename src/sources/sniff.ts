import { readHead } from "./shared/bytes.js"

const gzipMagic = "\x1f\x8b"

/** What the first bytes of a file are those of: a format's id, or null. A gzipped text is looked into. */
export async function sniffFormat(
  path: string,
  formats: readonly { id: string; magic: readonly string[] }[],
): Promise<string | null> {
  const start = await startOf(path, false)
  const known = formats.find(({ magic }) => magic.some((bytes) => start.startsWith(bytes)))
  if (known !== undefined) return known.id
  if (!start.startsWith(gzipMagic)) return isJson(start) ? "json-lines" : null
  return isJson(await startOf(path, true)) ? "json-lines" : "csv"
}

/** An object's first signs, or those of an array of them, which the reader of JSON Lines knows how to refuse. */
function isJson(start: string): boolean {
  return /^(\xef\xbb\xbf)?\s*(\{\s*["}]|\{\s*$|\[\s*[[{])/.test(start)
}

async function startOf(path: string, gzipped: boolean): Promise<string> {
  const { bytes } = await readHead({ path, gzipped, chunkBytes: 4096 }, 64)
  return bytes.toString("latin1", 0, 64)
}
