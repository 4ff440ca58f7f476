import { blockBytes } from "../files/here.js"
import type { OpenFile } from "../model.js"
import { packingOf, readHead, type Packing } from "./shared/bytes.js"
import type { Format } from "./source.js"

/** The format that the first bytes of a file are those of, if any. A packed text is looked into; any text can be in it. */
export async function sniffFormat<F extends Format>(file: OpenFile, formats: readonly F[]): Promise<F | undefined> {
  const start = await startOf(file, null)
  const known = formats.find(({ magic }) => magic.some((bytes) => start.startsWith(bytes)))
  if (known !== undefined) return known
  const packing = packingOf(file)
  const text = packing === null ? start : await startOf(file, packing)
  return (
    formats.find((format) => format.looksLike?.(text) === true) ?? (packing === null ? undefined : anyText(formats))
  )
}

/** The format that a text is taken for where nothing else shows. */
export function anyText<F extends Format>(formats: readonly F[]): F | undefined {
  return formats.find(({ readsAnyText }) => readsAnyText === true)
}

async function startOf(file: OpenFile, packing: Packing | null): Promise<string> {
  // Of a file elsewhere only the start is here.
  const size = file.remote === undefined ? file.size : Math.min(file.size, blockBytes)
  const { bytes } = await readHead({ ...file, size, packing, encoding: "utf-8", chunkBytes: 4096 }, 64)
  return bytes.toString("latin1", 0, 64)
}
