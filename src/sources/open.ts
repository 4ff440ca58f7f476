import { closeSync, readSync } from "node:fs"
import { basename } from "node:path"
import { InputError } from "../errors.js"
import { openFile } from "./open-file.js"
import type { OpenSource, ReadOptions, TableSource } from "./source.js"

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
    id: "csv",
    endings: [".csv", ".tsv", ".txt", ".csv.gz", ".tsv.gz", ".txt.gz"],
    magic: ["\x1f\x8b"],
    load: async () => (await import("./csv.js")).openCsv,
  },
]

/** Opens a file by its ending, or by its first bytes where the ending says nothing; throws InputError where neither does. */
export async function openSource(path: string, options: ReadOptions): Promise<TableSource> {
  const { fd } = openFile(path)
  const head = Buffer.alloc(4)
  try {
    readSync(fd, head, 0, head.length, 0)
  } finally {
    closeSync(fd)
  }
  const name = basename(path).toLowerCase()
  const start = head.toString("latin1")
  const format =
    formats.find(({ endings }) => endings.some((ending) => name.endsWith(ending))) ??
    formats.find(({ magic }) => magic.some((bytes) => start.startsWith(bytes)))
  if (format === undefined) {
    const endings = formats.flatMap((known) => known.endings).join(" ")
    throw new InputError(`${path}: unknown kind of file`, { hint: `known endings: ${endings}` })
  }
  const open = await format.load()
  return open(path, options)
}
