import type { OpenFile } from "../model.js"
import { readHead } from "./shared/bytes.js"
import type { Format } from "./source.js"

const gzipMagic = "\x1f\x8b"

/** The format that the first bytes of a file are those of, if any. A gzipped text is looked into; any text can be in it. */
export async function sniffFormat<F extends Format>(file: OpenFile, formats: readonly F[]): Promise<F | undefined> {
  const start = await startOf(file, false)
  const known = formats.find(({ magic }) => magic.some((bytes) => start.startsWith(bytes)))
  if (known !== undefined) return known
  const gzipped = start.startsWith(gzipMagic)
  const text = gzipped ? await startOf(file, true) : start
  return formats.find((format) => format.looksLike?.(text) === true) ?? (gzipped ? anyText(formats) : undefined)
}

/** The format that a text is taken for where nothing else shows. */
export function anyText<F extends Format>(formats: readonly F[]): F | undefined {
  return formats.find(({ readsAnyText }) => readsAnyText === true)
}

async function startOf(file: OpenFile, gzipped: boolean): Promise<string> {
  const { bytes } = await readHead({ ...file, gzipped, chunkBytes: 4096 }, 64)
  return bytes.toString("latin1", 0, 64)
}
