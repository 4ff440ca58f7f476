import { readdir } from "node:fs/promises"
import { basename } from "node:path"
import type { Format } from "./source.js"

/** A format by its id, which is the name of its file without the ending. */
export interface KnownFormat extends Format {
  id: string
}

let loaded: Promise<readonly KnownFormat[]> | undefined

/** All formats there are, in alphabetical order: one file each in formats/. A new file needs no entry anywhere. */
export function loadFormats(): Promise<readonly KnownFormat[]> {
  loaded ??= load(new URL("./formats/", import.meta.url))
  return loaded
}

async function load(folder: URL): Promise<readonly KnownFormat[]> {
  const names = (await readdir(folder)).filter((name) => /\.(js|ts)$/.test(name) && !name.endsWith(".d.ts")).sort()
  return Promise.all(
    names.map(async (name) => {
      const module = (await import(new URL(name, folder).href)) as { default: Format }
      return { ...module.default, id: basename(name).replace(/\.(js|ts)$/, "") }
    }),
  )
}

/** The format whose ending the file's name has. */
export function formatByEnding(path: string, formats: readonly KnownFormat[]): KnownFormat | undefined {
  const name = basename(path).toLowerCase()
  return formats.find(({ endings }) => endings.some((ending) => name.endsWith(ending)))
}
