import { readdirSync } from "node:fs"
import { join } from "node:path"
import { InputError, UsageError } from "../../errors.js"
import { statOf } from "../../files/stat.js"
import type { AskedVersion } from "../../lakes/asked.js"
import type { Folder } from "../../lakes/folder.js"
import { lakeIn, readLake, type Lake } from "../../lakes/lake.js"
import { localFolder } from "../../lakes/local-folder.js"
import type { Input, OpenFile } from "../../model.js"
import { closeInput } from "../input.js"
import { mostParts } from "../parts/find.js"

/**
 * The Delta Lake or Iceberg table in a folder, its live files open; null where the path is no such folder. A version is asked for by
 * `asked`, or by a query behind the folder: `table?version=12`, `table?timestamp=2026-11-28`. Throws InputError and UsageError.
 */
export async function openTable(path: string, asked: AskedVersion): Promise<Input | null> {
  const found = await tableAt(path)
  if (found !== null) return openVersion(path, found.folder, found.lake, bothAsked(path, found.query, asked))
  refuseVersion(path, asked)
  return null
}

/** Throws UsageError where a version is asked for of what is no table. */
export function refuseVersion(path: string, asked: AskedVersion): void {
  if (asked.version === undefined && asked.timestamp === undefined) return
  throw new UsageError(`a version was asked for, and ${path} is no Delta Lake or Iceberg table`, {
    hint: "Name the folder that holds _delta_log or metadata.",
  })
}

/** All files of the table in a folder, of whatever version; null where the path is no such folder. */
export async function tableFiles(path: string): Promise<string[] | null> {
  const found = await tableAt(path)
  if (found === null) return null
  const entries = readdirSync(found.folder.path, { withFileTypes: true, recursive: true })
  return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : []))
}

async function tableAt(path: string) {
  const { place, query } = statOf(path) === undefined ? splitQuery(path) : { place: path, query: {} }
  if (statOf(place)?.isDirectory() !== true) return null
  const folder = localFolder(place)
  const lake = await lakeIn(folder)
  return lake === null ? null : { folder, lake, query }
}

/** A known query at the end, and what stands before it. */
export function splitQuery(path: string): { place: string; query: AskedVersion } {
  const found = /^(.+)\?(version|timestamp)=([^?&=]*)$/s.exec(path)
  return found === null ? { place: path, query: {} } : { place: found[1], query: { [found[2]]: found[3] } }
}

/** What a query and a setting ask for. Throws UsageError where they differ. */
export function bothAsked(path: string, query: AskedVersion, said: AskedVersion): AskedVersion {
  const all = [query.version, said.version, query.timestamp, said.timestamp].filter((each) => each !== undefined)
  if (new Set(all).size > 1) throw new UsageError(`${path}: two versions are asked for: ${all.join(" and ")}`)
  return { version: query.version ?? said.version, timestamp: query.timestamp ?? said.timestamp }
}

/** A version of the table in a folder, its files open. `path`: what the user named. Throws InputError. */
export async function openVersion(path: string, folder: Folder, lake: Lake, asked: AskedVersion): Promise<Input> {
  const { names, sizes, table } = await readLake(lake, folder, asked)
  if (names.length > mostParts)
    throw new InputError(`${path}: the table has ${names.length} files; at most ${mostParts} are read`, {
      hint: "Compact it first (OPTIMIZE, rewrite_data_files), or export what is to be compared.",
    })
  const files: OpenFile[] = []
  try {
    for (const [i, name] of names.entries()) files.push(await openData(folder, name, sizes[i], table.version))
  } catch (error) {
    closeInput({ files })
    throw error
  }
  return { path, files, partitions: files.map(() => new Map<string, string | null>()), lake: table }
}

async function openData(folder: Folder, name: string, size: number | null, version: string): Promise<OpenFile> {
  try {
    return await folder.open(name, size)
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    throw new InputError(`version ${version} of the table cannot be read: ${error.message}`, {
      hint: "Files of old versions are removed in time (VACUUM, expire_snapshots): a newer one may be whole.",
      cause: error,
    })
  }
}
