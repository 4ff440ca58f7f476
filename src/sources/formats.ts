import { basename } from "node:path"
import { unitsIn } from "../units.js"
import type { Format } from "./source.js"

/** A format by its id, which is the name of its file without the ending. */
export interface KnownFormat extends Format {
  id: string
}

let loaded: Promise<readonly KnownFormat[]> | undefined

/** All formats there are, in alphabetical order: one file each in formats/. A new file needs no entry anywhere. */
export function loadFormats(): Promise<readonly KnownFormat[]> {
  loaded ??= load()
  return loaded
}

async function load(): Promise<readonly KnownFormat[]> {
  const units = Array.from(await unitsIn<Format>("sources/formats"))
  return Promise.all(units.map(async ([id, unit]) => ({ ...(await unit()).default, id })))
}

/** The format whose ending the file's name has. */
export function formatByEnding(path: string, formats: readonly KnownFormat[]): KnownFormat | undefined {
  const name = basename(path).toLowerCase()
  return formats.find(({ endings }) => endings.some((ending) => name.endsWith(ending)))
}
