import type { Vector } from "apache-arrow"
import type { OpenFile } from "../model.js"
import type { AllRecords, ColumnInfo, ListSample, ServerUse, TextVectors } from "../model.js"
import type { HandedTable } from "./shared/handed-table.js"

/** An opened file: named columns, each read when it is asked for. What every reader in this folder gives. */
export interface TableSource {
  /** "parquet", "csv": the id of the format. */
  readonly format: string
  /** Whether the file itself states its columns' types; otherwise they follow from the values. */
  readonly typed: boolean
  /** Whether one column is read at little more than its own cost, so that threads that each open the file can share the columns. */
  readonly readsByColumn: boolean
  /** Whether a row may leave out a column without a word, which is then missing there: a key that a JSON object lacks. */
  readonly sparse?: boolean
  /** Whether a text has no line of names: other parts of the same table have none either. */
  readonly headless?: boolean
  /** The number of the line that the first row stands on, where every row takes one line. */
  readonly firstLine?: number
  readonly rows: number
  /** In file order; names are unique (a name met again got " (2)", with a warning). */
  readonly columns: readonly ColumnInfo[]
  /** What a user should know about how the file was read. */
  readonly warnings: readonly string[]
  /**
   * All values of column `index` as one Arrow vector with a single chunk of `rows` values:
   * number: Int8 … Uint64, Float16/32/64, Decimal · boolean: Bool · datetime: Date or Timestamp in the file's unit · time: Time ·
   * string and binary: Dictionary<Utf8 | Binary, Int32>, every dictionary entry different · null: Null ·
   * nested: Bool that carries nothing but which rows are missing.
   * Throws InputError when the bytes cannot be read.
   * `room`: memory that nobody looks at any more, for values that take as many bytes.
   */
  readColumn(index: number, room?: ArrayBuffer): Vector
  /** Of a file that lies elsewhere: brings what `readColumn`, `peekColumn` and `sampleLists` need here. Absent: all is here. */
  fetchColumns?(indexes: readonly number[]): Promise<void>
  /** The column's first values as a vector of its own, where that costs less than all of them. At least one, unless there are none. */
  peekColumn?(index: number): Vector
  /** Some lists of a column of lists of numbers; throws InputError as readColumn does. */
  sampleLists?(index: number): ListSample
  /** Whether each reading fills new arrays, which the caller owns and may overwrite. */
  readonly ownsBuffers?: boolean
  /** What servers were asked about its texts, and what an embedder made of them by column. */
  readonly asked?: readonly ServerUse[]
  readonly embeddings?: ReadonlyMap<string, TextVectors>
  /** What its rows are a sample of; absent: they are all that there is. */
  readonly sampledFrom?: AllRecords
  /** Of a text that was read whole: all of it for another thread, which then closes it in this one's place. */
  handOver?(): HandedTable
  close(): void
}

/** Brings all columns of a table here that lies elsewhere, for who reads them without asking first. */
export async function fetchAll(source: TableSource): Promise<void> {
  await source.fetchColumns?.(source.columns.map((_, index) => index))
}

/** How a file is to be read, where it does not say so itself. */
export interface ReadOptions {
  /** CSV: strings that stand for "no value" besides the empty field. Default: NA. */
  nullTokens?: readonly string[]
  /** CSV: field separator; default: detected among , ; tab | ^ ~ U+0001 and space. */
  delimiter?: string
  /** CSV: whether the first line holds names (row) or data (none); default: detected. */
  header?: "row" | "none"
  /** CSV: lines before the header that are left out; default: detected. */
  skip?: number
  /** CSV: one character, or none; default: " with other kinds detected. */
  quote?: string
  escape?: string
  comment?: string
  /** CSV: the decimal mark of all numbers, and what separates their thousands; default: judged by column. */
  decimal?: "." | ","
  thousands?: string
  /** CSV and JSON Lines: the encoding, by its name in the WHATWG's list; default: UTF-8, or what a byte order mark shows. */
  encoding?: string
  /**
   * Structures of at most so many fields are read as their fields (`geo.lat`), and lists as their lengths (`tags.length`), those of
   * numbers as their norms and means too; default: none is.
   */
  mostFields?: number
  /** The id of the format to read, whatever the file is called; default: by ending or first bytes. */
  format?: string
  /** Delta Lake and Iceberg tables: the version, snapshot, branch or tag to read; default: the newest. */
  version?: string
  /** The same: the version that was there at an instant or at the end of a day, as ISO 8601 writes them. */
  timestamp?: string
  /** Stores: the address of one that speaks S3 and is not Amazon's. */
  endpoint?: string
  /** The most bytes that something compressed may unpack to: a gzipped file, a Parquet column in a row group, a part of an Arrow batch. */
  maxBytes?: number
  /** Traces: the columns and JSON paths that hold what a trace has, by the name of its column here. */
  traces?: ReadonlyMap<string, string> | null
  /** Of a table in an engine: SQL that stands for it, the share of its rows to look at, and the column whose hash chooses them. */
  query?: string
  sample?: number
  sampleKey?: string
  /** Whether files here are hashed, for report and history to know them again; default: they are. */
  hash?: boolean
  /** Traces: the file of what models cost; null or absent: a built-in table. */
  prices?: string | null
}

/** How each side of a comparison is to be read. */
export interface ReadSides {
  reference: ReadOptions
  current: ReadOptions
}

/** Reads what an open file holds, or throws InputError with what, where and what would work. Whoever opened the file closes it. */
export type OpenSource = (file: OpenFile, options: ReadOptions) => Promise<TableSource>

/** A file format: the default export of a file in formats/, which imports its reader only when a file asks for it. */
export interface Format {
  /** File endings, lower case, with the dot. */
  endings: readonly string[]
  /** First bytes of such a file (a character per byte), where it has any of its own. */
  magic: readonly string[]
  /** Whether a text whose first 64 bytes (a character per byte) these are may be in this format. */
  looksLike?: (start: string) => boolean
  /** Whether a text is taken for this format where nothing says otherwise; of one format only. */
  readsAnyText?: true
  /** Whether it brings what it needs of a file elsewhere by itself; else all of it is brought before it is opened. */
  byRange?: true
  /** Whether opening a file reads all of it, and gives what another thread can be handed (`handOver`). */
  readsWhole?: true
  open: OpenSource
}

/** The same names, each once: a name met again gets " (2)", " (3)" …; `warnings` says so for each. */
export function uniqueNames(names: readonly string[]): { names: string[]; warnings: string[] } {
  const taken = new Set(names)
  const seen = new Set<string>()
  const warnings: string[] = []
  const unique = names.map((name) => {
    let candidate = name
    for (let n = 2; seen.has(candidate) || (candidate !== name && taken.has(candidate)); n++)
      candidate = `${name} (${n})`
    seen.add(candidate)
    if (candidate !== name)
      warnings.push(
        `column name ${JSON.stringify(name)} is used more than once; the later one is called ${JSON.stringify(candidate)}`,
      )
    return candidate
  })
  return { names: unique, warnings }
}
