import type { ColumnInfo, Dataset, TextSide } from "../model.js"
import type { NumberFacts } from "./spellings/number-facts.js"
import type { DateOrder } from "./spellings/date-text.js"
import type { DecimalMark } from "./spellings/number-text.js"

/** What a whole number counts when it stands for an instant. */
export const instantUnits = ["yyyymmdd", "s", "ms", "us", "ns"] as const
export type InstantUnit = (typeof instantUnits)[number]

/** How the stored values of one side are turned into others; it can be handed to another thread. */
export type How =
  | { as: "numbers"; decimal: DecimalMark; unit: string }
  | { as: "dates"; order: DateOrder }
  /** Dates in a format that the user states, as strptime has it. */
  | { as: "format"; format: string }
  | { as: "clocks" }
  /** Texts or numbers that mean true; any other means false. */
  | { as: "booleans"; yes: readonly string[]; no: readonly string[] }
  /** Whole numbers as instants. */
  | { as: "instants"; unit: InstantUnit }
  /** Doubles rounded to the nearest single, which is all that the other side holds. */
  | { as: "singles" }
  /** No value at all: of whatever type the other side is. */
  | { as: "missing" }
  /** Stays as it is and is not judged: what it looks like is left open. */
  | { as: "open" }

/** One side of a column read as something else than what it is stored as. */
export interface Reading {
  how: How
  /** The column as it then appears. */
  info: ColumnInfo
}

/** What is known of one side of a column when its reading is decided. */
export interface SideEvidence {
  info: ColumnInfo
  /** Its different texts; null for a side that holds none. */
  texts: TextSide | null
  /** Facts about its numbers; null for a side that holds none, or where nobody asked. */
  numbers: NumberFacts | null
}

/** What one kind of value found in a column: how each side is read (null: as it is stored), or what it leaves open. */
export type Found = { readings: (Reading | null)[]; note: string } | { open: string }

/** Whether so many of the rows are enough to say what a column is: the rest is counted and named. */
export const isMost = (some: number, rows: number) => rows > 0 && some >= 0.95 * rows

/** What a dataset over a file can do beside answering questions: say what its columns hold, and read them as something else. */
export interface Rereadable {
  /** What a column holds, as far as its reading depends on it; `peek`: its first rows only, where that costs less. */
  evidence(column: string, peek: boolean): Promise<SideEvidence>
  /** The same table with these columns read so. Closing either closes the file. */
  reread(readings: ReadonlyMap<string, Reading>): Dataset
}

/** The dataset if it can be read in other ways; null for a saved profile, whose readings are decided. */
export function rereadable(dataset: Dataset): Rereadable | null {
  return "reread" in dataset && "evidence" in dataset ? (dataset as Dataset & Rereadable) : null
}
