import type { Vector } from "apache-arrow"
import type { ColumnInfo } from "../model.js"

/** An opened file: named columns, each read when it is asked for. What every reader in this folder gives. */
export interface TableSource {
  /** "parquet", "csv": the id of the reader. */
  readonly format: string
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
   */
  readColumn(index: number): Vector
  /** Set where each reading gives arrays of its own, which whoever asked may overwrite. */
  readonly givesAway?: boolean
  close(): void
}

/** How a file is to be read, where it does not say so itself. */
export interface ReadOptions {
  /** CSV: texts that stand for "no value" besides the empty field. Default: NA. */
  nullTokens?: readonly string[]
  /** CSV: field separator; default: detected among , ; tab and |. */
  delimiter?: string
}

/** Opens one file, or throws InputError with what, where and what would work. */
export type OpenSource = (path: string, options: ReadOptions) => Promise<TableSource>

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
