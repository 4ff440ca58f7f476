import { closeSync } from "node:fs"
import { basename } from "node:path"
import { InputError } from "../errors.js"
import { foreignKind } from "./foreign.js"
import { openFile, readBytes } from "./open-file.js"
import { findParts } from "./parts/find.js"
import { sniffFormat } from "./sniff.js"
import type { OpenSource, ReadOptions, TableSource } from "./source.js"
import { openStdin, stdinName, stdinPath } from "./stdin.js"

interface Format {
  id: string
  /** File endings, lower case, with the dot. */
  endings: readonly string[]
  /** First bytes of such a file, where it has any of its own. */
  magic: readonly string[]
  load: () => Promise<OpenSource>
}

/** The formats there are, one row each. A reader is loaded only when a file asks for it. */
const formats: readonly Format[] = [
  {
    id: "parquet",
    endings: [".parquet", ".pq", ".parq"],
    magic: ["PAR1", "PARE"],
    load: async () => (await import("./parquet.js")).openParquet,
  },
  {
    id: "arrow-ipc",
    endings: [".arrow", ".arrows", ".feather", ".ipc"],
    magic: ["ARROW1", "FEA1", "\xff\xff\xff\xff"],
    load: async () => (await import("./arrow-ipc.js")).openArrowIpc,
  },
  {
    id: "csv",
    endings: [".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz"],
    magic: [],
    load: async () => (await import("./csv.js")).openCsv,
  },
  {
    id: "json-lines",
    endings: [".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz"],
    magic: [],
    load: async () => (await import("./json-lines.js")).openJsonLines,
  },
]

/**
 * Opens a file, all files of a folder, those that a pattern with * ? [ ] or ** matches, or "-" for standard input.
 * A file's format shows in its ending, or in its first bytes where the ending says nothing; throws InputError where neither does.
 */
export async function openSource(path: string, options: ReadOptions): Promise<TableSource> {
  if (path === stdinPath) return openStdin(options, (saved, read) => openOne(saved, read, "csv"))
  const parts = findParts(path, formatByEnding)
  if (parts === null) return openOne(path, options)
  const { openParts } = await import("./parts.js")
  return openParts(path, parts, options, openOne)
}

/** What reports call an input: its name without the folders. */
export function inputLabel(path: string): string {
  return path === stdinPath ? stdinName : basename(path)
}

/** The files that a path stands for, in the order of their rows: itself, or those of a folder or a pattern. */
export function inputFiles(path: string): string[] {
  return findParts(path, formatByEnding)?.map((part) => part.path) ?? [path]
}

async function openOne(path: string, options: ReadOptions, otherwise?: string): Promise<TableSource> {
  const head = headOf(path)
  const id = formatByEnding(path) ?? (await sniffFormat(path, formats)) ?? otherwise
  const format = formats.find((known) => known.id === id)
  if (format === undefined) {
    const foreign = foreignKind(head, path)
    const endings = formats.flatMap((known) => known.endings).join(" ")
    if (foreign === null) throw new InputError(`${path}: unknown kind of file`, { hint: `known endings: ${endings}` })
    throw new InputError(`cannot read ${path}: it is ${foreign.what}`, { hint: foreign.hint })
  }
  const open = await format.load()
  return open(path, options)
}

/** The first bytes of a file that can be opened. */
function headOf(path: string): Buffer {
  const file = openFile(path)
  try {
    return Buffer.from(readBytes(file, 0, Math.min(8, file.size)))
  } finally {
    closeSync(file.fd)
  }
}

function formatByEnding(path: string): string | undefined {
  const name = basename(path).toLowerCase()
  return formats.find(({ endings }) => endings.some((ending) => name.endsWith(ending)))?.id
}
