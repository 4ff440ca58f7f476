/** What an engine is: how its addresses are read, how its SQL is written, and how it is asked. */
import type { ColumnInfo } from "../model.js"

/** A value as an engine hands it over: numbers as numbers, texts and exact numbers as strings. */
export type Cell = number | string | null

/** A column as the engine names it, with its type in the engine's words. */
export interface NativeColumn {
  name: string
  type: string
}

/** A connection to an engine. What it cannot do rejects with InputError, in words that hold no secret. */
export interface EngineClient {
  /** All rows of a statement, in any order; a row has a cell for each of its columns. */
  query(sql: string): Promise<Cell[][]>
  /** The columns of what can stand behind "from". */
  describe(relation: string): Promise<NativeColumn[]>
  /** Ends the connection; a statement that runs is cancelled in the engine, which then knows. Never rejects. */
  close(): Promise<void>
}

/** Where a table is, taken from an address. */
export interface EngineAddress {
  /** As it was written: it holds no secret. */
  text: string
  /** Name for people. */
  label: string
  /** What comes between the scheme and the "?". */
  place: string
  /** The parts of the table's name; empty where a query stands for it. */
  table: readonly string[]
  /** SQL that stands for the table; null without. */
  query: string | null
  /** SQL of a condition on its rows; null without. */
  where: string | null
  /** Of the keys that hash below it, in (0, 1); null: all rows. */
  sample: { share: number; key: readonly string[] } | null
}

/** How the engine's SQL differs from others. Every function takes SQL and gives SQL. */
export interface Dialect {
  quote: (name: string) => string
  /** As the double that is nearest; without a type one that is NaN where it is. */
  double: (x: string, nativeType?: string) => string
  /** As a text; without a type, of a value that is one. */
  text: (x: string, nativeType?: string) => string
  isNan: (x: string) => string
  /** A date or timestamp as milliseconds since 1970 UTC, a double. */
  instant: (x: string, nativeType: string) => string
  /** A time of day as milliseconds since midnight, a double. */
  timeOfDay: (x: string) => string
  /** About how many different values. */
  distinct: (x: string) => string
  /** Columns that the first scan may ask about in one statement. */
  columnsTogether: number
  /** A whole number of 64 bits for these texts together. */
  hash: (texts: readonly string[]) => string
  /** The same of values of any type, null included, where the engine can: without writing them as texts, which costs more than all else. */
  hashValues?: (values: readonly string[]) => string
  /** Whether a text holds what the pattern matches: classes such as [[:space:]] and anchors alone. */
  matches: (x: string, pattern: string) => string
  /** The type of a column in Arrow's words. */
  typeOf: (nativeType: string) => Omit<ColumnInfo, "name">
}

/** An engine: the default export of a file in this folder named for the scheme. */
export interface Engine {
  /** For people: "DuckDB". */
  title: string
  dialect: Dialect
  /** Throws InputError where an address of this scheme names no table. */
  parse: (address: string, hasQuery: boolean) => Pick<EngineAddress, "place" | "table">
  /** Connects. Throws InputError with a sentence on how to install its client, or with what the engine says. */
  connect: (address: EngineAddress) => Promise<EngineClient>
}
