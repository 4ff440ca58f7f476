import { readdir } from "node:fs/promises"
import { basename } from "node:path"

/** How a unit is loaded: a module whose default export it is. */
export type LoadUnit<Unit> = () => Promise<{ default: Unit }>

/**
 * The units of a folder beside this file ("methods", "metrics/llm"), by id, in alphabetical order: one file each, the id is its
 * name without its ending. A new file needs no entry anywhere. In the bundled program this module is a list that the build
 * made from the same folders (scripts/build-program.js).
 */
export async function unitsIn<Unit>(folder: string): Promise<ReadonlyMap<string, LoadUnit<Unit>>> {
  const url = new URL(`./${folder}/`, import.meta.url)
  const names = (await readdir(url)).filter((name) => /\.(js|ts)$/.test(name) && !name.endsWith(".d.ts")).sort()
  const load = (name: string) => () => import(new URL(name, url).href) as Promise<{ default: Unit }>
  return new Map(names.map((name) => [basename(name).replace(/\.(js|ts)$/, ""), load(name)]))
}

/** The folders in a folder beside this file, in alphabetical order. */
export async function foldersIn(folder: string): Promise<string[]> {
  const entries = await readdir(new URL(`./${folder}/`, import.meta.url), { withFileTypes: true })
  return entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).sort()
}
