import { join, relative } from "node:path"
import { InputError } from "../../errors.js"
import { statOf } from "../../files/stat.js"
import { expandPattern, isFolder, isPattern, isShown, namesIn, splitPattern } from "./glob.js"

/** One of the files that make up a table. */
export interface Part {
  path: string
  /** Values that the folders on its way state, as `country=DE` does; null: missing. */
  partitions: ReadonlyMap<string, string | null>
}

/** A format's id, by a file's ending. */
export type FormatOf = (path: string) => string | undefined

/** Files stay open while they are compared, and systems allow a program only so many. */
export const mostParts = 4096

/**
 * The parts that a folder or a pattern stands for, sorted by path; null for the path of a single file. Folders that match a pattern count
 * only where no file does.
 */
export function findParts(path: string, formatOf: FormatOf, most = mostParts): Part[] | null {
  const files = findFiles(path, formatOf)
  if (files !== null && files.paths.length > most)
    throw new InputError(`${path} stands for ${files.paths.length} files; at most ${most} are read`, {
      hint: "Name fewer by a pattern, or join them first.",
    })
  return files?.paths.map((file) => ({ path: file, partitions: partitionsOf(relative(files.base, file)) })) ?? null
}

function findFiles(path: string, formatOf: FormatOf): { base: string; paths: string[] } | null {
  const stat = statOf(path)
  if (stat?.isDirectory() === true) return { base: path, paths: filesIn(path, formatOf) }
  if (stat !== undefined || !isPattern(path)) return null
  const matches = expandPattern(path)
  if (matches.length === 0)
    throw new InputError(`no file matches ${path}`, {
      hint: "* stands for any text within a name, ** for any number of folders; the shell leaves it alone within quotes.",
    })
  const named = matches.filter((match) => !isFolder(match, true))
  const paths = named.length > 0 ? named : matches.flatMap((match) => filesIn(match, formatOf))
  return { base: splitPattern(path).base, paths }
}

/** All files below a folder, sorted, of the one known format that is there. */
function filesIn(folder: string, formatOf: FormatOf): string[] {
  return ofOneKind(folder, walk(folder), formatOf)
}

/** Those of a folder's files that are data, sorted. Throws InputError where they are of several formats, or of none. */
export function ofOneKind(folder: string, all: readonly string[], formatOf: FormatOf): string[] {
  const known = all.filter((file) => formatOf(file) !== undefined).sort()
  // Beside files of data, a text is a note about them.
  const data = known.filter((file) => !/\.(txt|dat|data)$/i.test(file))
  const files = data.length > 0 ? data : known
  const first = files.at(0)
  if (first === undefined)
    throw new InputError(`the folder ${folder} holds no file of a known kind`, {
      hint: "Files are known by their endings, such as .parquet or .csv.",
    })
  const other = files.find((file) => formatOf(file) !== formatOf(first))
  if (other === undefined) return files
  throw new InputError(`the folder ${folder} holds files of different kinds: ${first} and ${other}`, {
    hint: `Choose among them by a pattern, such as '${join(folder, "**", "*.parquet")}'.`,
  })
}

const nameIt = "Name its folder alone: its newest version is then read, or the one that ?version= behind it names."

/** Kinds of table whose folder alone does not say which rows hold. */
const tableStores: readonly {
  what: string
  hint: string
  isIn: (folder: string, names: readonly string[]) => boolean
}[] = [
  { what: "a Delta Lake table", hint: nameIt, isIn: (_, names) => names.includes("_delta_log") },
  {
    what: "a Hudi table",
    hint: "Export the version to compare, or name its files by a pattern.",
    isIn: (_, names) => names.includes(".hoodie"),
  },
  {
    what: "an Iceberg table",
    hint: nameIt,
    isIn: (folder, names) =>
      names.includes("metadata") &&
      isFolder(join(folder, "metadata"), false) &&
      namesIn(join(folder, "metadata")).some((name) => name.endsWith(".metadata.json")),
  },
]

/** Throws InputError where files lie in a folder of a table, whose log alone says which rows hold. `path`: of one of them, with /. */
export function refuseTableFiles(path: string): void {
  const folders = path.split("/").slice(0, -1)
  const marks = ["_delta_log", ".hoodie", ...(path.endsWith(".metadata.json") ? ["metadata"] : [])]
  const at = folders.findIndex((folder) => marks.includes(folder))
  if (at < 0) return
  const what = { _delta_log: "a Delta Lake table", ".hoodie": "a Hudi table" }[folders[at]] ?? "an Iceberg table"
  throw holdsDeadRows(
    folders.slice(0, at).join("/"),
    tableStores.find((store) => store.what === what)!,
  )
}

function holdsDeadRows(folder: string, { what, hint }: { what: string; hint: string }): InputError {
  return new InputError(`${folder} is ${what}: its files hold rows that were deleted or replaced, too`, { hint })
}

/** Names that begin with . or _ are those of notes and unfinished files. */
function walk(folder: string): string[] {
  const names = namesIn(folder)
  const store = tableStores.find(({ isIn }) => isIn(folder, names))
  if (store !== undefined) throw holdsDeadRows(folder, store)
  return names.filter(isShown).flatMap((name) => {
    const path = join(folder, name)
    if (isFolder(path, false)) return walk(path)
    return statOf(path)?.isFile() === true ? [path] : []
  })
}

/** What Hive writes for a missing value. */
const missing = "__HIVE_DEFAULT_PARTITION__"

export function partitionsOf(path: string): Map<string, string | null> {
  const folders = path.split(/[/\\]/).slice(0, -1)
  return new Map(
    folders.flatMap((folder): [string, string | null][] => {
      const found = /^([^=]+)=(.*)$/s.exec(folder)
      if (found === null) return []
      const value = found[2] === missing || found[2] === "" ? null : decoded(found[2])
      return [[decoded(found[1]), value]]
    }),
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
