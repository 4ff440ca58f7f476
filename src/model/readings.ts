/** How the stored values of a column are read as something else, and what that is decided from. */
import type { ColumnInfo, TextSide } from "./columns.js"

/** The character before a number's decimals. */
export type DecimalMark = "." | ","

/** In which order a date's three numbers stand, where the text alone does not say. */
export type DateOrder = "ymd" | "dmy" | "mdy"

/** What a whole number counts when it stands for an instant. */
export type InstantUnit = "yyyymmdd" | "yyyymm" | "s" | "ms" | "us" | "ns"

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
  /** Durations, so many to the second, as seconds. */
  | { as: "seconds"; perSecond: number }
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

/** Facts about numbers that show whether they stand for something else. */
export interface NumberFacts {
  /** Finite values. */
  values: number
  min: number
  max: number
  /** Whether all are whole, and whether all are 0 or 1. */
  whole: boolean
  flags: boolean
  /** Values that are a day of 1900 to 2100 written yyyymmdd, and the different ones among the first thousand of them. */
  days: number
  differentDays: number
  /** The same of months of 1900 to 2100 written yyyymm. */
  months: number
  differentMonths: number
}
