import type { StoredPeriods, TimePart, TimeUnits } from "./periods.js"
import type { ServerUse, TextVectors } from "./asked.js"
import type { FileFacts, Input } from "./files.js"
/** The seam: what an opened dataset answers, whatever stands behind it. */
import type { AllRecords, ColumnInfo, ColumnSummary, CountedTexts, ListSample, RowFacts, TextSide } from "./columns.js"
import type { JoinedLabels } from "./labels.js"
import type { SavedPerformance } from "./performance.js"
import type { Points, ValueRange } from "./outlines.js"
import type { Reading, SideEvidence } from "./readings.js"

/**
 * An opened dataset answers questions about its columns, whatever stands behind it: Arrow columns, a saved profile, a database.
 * A question it cannot answer rejects with Unanswerable; what was asked about is then not tested, with the message as its reason.
 * A file that cannot be read rejects with InputError.
 */
export interface Dataset {
  /** Short name for people, usually the file's base name. */
  readonly label: string
  readonly path: string
  readonly rows: number
  readonly columns: readonly ColumnInfo[]
  /** Whether the file itself states its columns' types (Parquet does, CSV does not). */
  readonly typed: boolean
  /** What a reader should know about how the file was read. */
  readonly warnings: readonly string[]
  /** Whether its answers follow from the rows themselves; a profile's follow from what it kept of them. */
  readonly exact: boolean
  /** Whether single rows can be read: a file's can, a profile's cannot. */
  readonly keepsRows: boolean
  /** The late labels that became one of its columns; absent without. */
  readonly labels?: JoinedLabels
  /** Figures of performance that were measured when there were rows; absent without. */
  readonly performance?: SavedPerformance
  /** What servers were asked about its texts; absent: none was. */
  readonly asked?: readonly ServerUse[]
  /** Vectors of its texts, by column; absent without an embedder. */
  readonly embeddings?: ReadonlyMap<string, TextVectors>
  /** What its rows are a sample of; absent: they are all that there is. */
  readonly sampledFrom?: AllRecords
  /** The salt that categories are hashed with; null: they are plain. */
  readonly categorySalt: string | null
  /** Of a profile that kept the days of its file: how far each is from the rest. */
  readonly storedPeriods?: StoredPeriods
  /** Of a table whose rows stay where they are, after `rowFacts`: a hash over all of them; null where not all columns could be taken in. */
  readonly rowsHash?: RowsHash | null
  /** How another thread can open the same table; null where that costs as much as reading all of it. */
  readonly reopening: Reopening | null
  summary(column: string): Promise<ColumnSummary>
  /** Finite values, ascending; datetimes as milliseconds since 1970 UTC. Length ≥ 0. Do not change it. */
  sample(column: string): Promise<Float64Array>
  /** Of a table of which not all values are handed over: what is known of a column of numbers; null where `sample` is all there is. */
  outline?(column: string): Promise<Points | null>
  /** Asks for more points within these ranges, what matters most first; whether there are any. Other answers then follow from these. */
  refine?(column: string, doubts: readonly ValueRange[]): Promise<boolean>
  /**
   * Finite values per bin. Bins hold their left edge, the last one its right edge too. `edges`, in the unit of `sample`, never
   * fall and may start or end in infinity; values outside them are not counted. Length: one less than `edges`.
   */
  binned(column: string, edges: Float64Array): Promise<Float64Array>
  /** The finite values' quantiles at these shares in [0, 1] (Hyndman-Fan 7), in the same order; none where there is no value. */
  quantiles(column: string, shares: readonly number[]): Promise<Float64Array>
  /** Rows per category, missing left out; keys in first-seen order. Whole numbers beyond 2^53 keep all their digits. */
  counts(column: string): Promise<ReadonlyMap<string, number>>
  /** At most so many different strings of a column, evenly spaced in the order first met, with their rows; none for columns of other kinds. */
  texts(column: string, most: number): Promise<TextSide>
  /** Of a file: all different strings of a column, of which none is kept as a string; null for columns of other kinds. */
  countedTexts?(column: string): Promise<CountedTexts | null>
  /** Of a file: some lists of a column of lists of numbers. */
  vectors?(column: string): Promise<ListSample>
  /** Announces the rows that `values` will be asked for in every column, in this very array: a column's memory can then be reused. */
  planRows?(rows: Int32Array): void
  /** Announces the columns that will be asked for, in this order: of a file elsewhere the next ones are fetched meanwhile. */
  planColumns?(columns: readonly string[]): void
  /** The column's values at the given rows of the file (0-based); null for nested columns. */
  values(column: string, rows: Int32Array): Promise<RowValues | null>
  /** The column's values row by row, in ranges. What is given keeps the column in memory. */
  reader(column: string): Promise<RowReader>
  /** One hash per row over these columns together, the same for the same values in any dataset. Rejects with Unanswerable for a profile. */
  keyHashes(columns: readonly string[]): Promise<KeyHashes>
  /** Of a table whose rows stay where they are: how often keys repeat, with at most so many of those that have the most rows. */
  countedKeys?(columns: readonly string[], mostWorst: number): Promise<CountedKeys | null>
  /** Of such a table: its keys as another table of the same engine may be asked about; null where they are read as something else. */
  keySource?(columns: readonly string[]): KeySource | null
  /** Keys of it that `other` lacks, with at most so many of them; null where the two cannot be asked about together. */
  absentKeys?(columns: readonly string[], other: KeySource, mostExamples: number): Promise<AbsentKeys | null>
  /** Rows equal to an earlier row in all of these columns; two missing values count as equal. */
  repeatedRows(columns: readonly string[]): Promise<number>
  /** Of a file: what a column holds, as far as its reading depends on it; `peek`: its first rows only, where that costs less. */
  evidence?(column: string, peek: boolean): Promise<SideEvidence>
  /** Of a file: the same table with these columns, by name, read so. Closing either closes the file. */
  reread?(readings: ReadonlyMap<string, Reading>): Dataset
  /** Of a file: the same table with these rows alone (0-based, in this order). Closing either closes the file. */
  only?(rows: Int32Array): Dataset
  /** Of a table whose rows stay where they are: a column's values by the unit of time that their rows fall into. */
  partsByTime?(column: string, as: "numbers" | "categories", units: TimeUnits): Promise<TimePart[]>
  /** Forgets what was read of a column; the next question reads it again. */
  release(column: string): void
  /** Facts that need every column to be read once; reads those not read yet. */
  rowFacts(): Promise<RowFacts>
  /** Size and checksum of what was read; null where there is no file. Throws InputError where it was changed since it was opened. */
  fileFacts(): Promise<FileFacts | null>
  close(): void
}

/** What another thread needs to read the same table. */
export interface Reopening {
  input: Input
  /** Where all threads collect the facts about rows; null where the table brings them with it. */
  rowMemory: RowMemory | null
}

/** What hashes of a table's rows are kept in: memory that several threads can share. */
export interface RowMemory {
  /** Low and high half of each row's hash, in turn; then one byte per row: whether it lacks a value. */
  rows: SharedArrayBuffer
  /** Missing cells, hashed columns (doubles), and a lock (an integer). */
  state: SharedArrayBuffer
  /** One byte per column: whether it was taken in. */
  taken: SharedArrayBuffer
}

/**
 * One column's values at some rows. Numbers and times (milliseconds since 1970 UTC, or since midnight): NaN stands for a
 * missing or infinite one. Strings and booleans: codes into `labels`, −1 for missing; no label occurs twice.
 */
export type RowValues =
  { kind: "numbers"; values: Float64Array } | { kind: "codes"; codes: Int32Array; labels: string[] }

/** Row numbers of both sides, ascending: what looks at several columns at once reads each at these rows. */
export interface RowSample {
  reference: Int32Array
  current: Int32Array
}

/**
 * One column of both sides at the sampled rows: position i of a side is the same row in every column. Numeric and datetime
 * columns are numbers (NaN: missing or infinite; times in milliseconds); categorical and boolean ones are codes into labels
 * that both sides share (−1: missing).
 */
export type SampledColumn =
  | { kind: "numbers"; reference: Float64Array; current: Float64Array }
  | { kind: "codes"; labels: string[]; reference: Int32Array; current: Int32Array }

/** Both tables at the sampled rows, for what needs several columns at once. */
export interface SampledTable {
  rows: RowSample
  /** By column name. Only shared columns that are numeric, datetime, categorical or boolean: look up, never assume. */
  columns: ReadonlyMap<string, SampledColumn>
}

/** A column's values row by row: `read` gives those from row `from` up to, but not with, row `to`. */
export type RowReader =
  /** Numbers, datetimes (milliseconds since 1970 UTC), times of day (milliseconds since midnight), booleans (0 and 1); NaN: missing. */
  | { kind: "numbers"; read: (from: number, to: number) => Float64Array }
  /** Strings as places in `labels`; -1: missing. Labels are all different; some may be used by no row. */
  | { kind: "labels"; labels: readonly string[]; read: (from: number, to: number) => Int32Array }
  /** Lists, structures: 1 where there is a value, 0 where it is missing. */
  | { kind: "presence"; read: (from: number, to: number) => Uint8Array }

/** A hash over all rows of a table, the same in any order of them. */
export interface RowsHash {
  /** What was hashed, and how: two sums are comparable where these are equal. */
  of: string
  sum: string
}

/** How often keys over some columns repeat in a table. */
export interface CountedKeys {
  /** Rows whose key has no missing part, and their different keys. */
  rows: number
  keys: number
  /** Rows whose key has a missing part. */
  missing: number
  /** Keys with two rows or more, the most first, as people write them. */
  worst: { key: string; rows: number }[]
  /** Whether the keys were counted in some of the rows alone. */
  sampled: boolean
}

/** A table's keys in the words of its engine. */
export interface KeySource {
  /** Tables of one server can be asked about together. */
  server: string
  /** Keys of equal types are hashed alike. */
  types: string
  /** Which rows, where it is a sample. */
  sample: string
  /** A statement with a column `h`, the hash of the key of each row; null where a part of it is missing. */
  statement: string
}

/** Keys of the reference that current lacks. */
export interface AbsentKeys {
  keys: number
  /** As people write them. */
  examples: string[]
}

/** Hashes of keys: of all rows whose key has no missing part, in row order. */
export interface KeyHashes {
  /** 64 bits per row, low and high half in turn. */
  hashes: Uint32Array
  /** One per row of the table: 1 where a part of the key is missing. */
  isMissing: Uint8Array
}
