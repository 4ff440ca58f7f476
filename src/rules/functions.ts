/** What a value is, as rules see it. `missing`: the literal, or a column without any value; goes with every type. */
export type ValueType = "number" | "text" | "boolean" | "datetime" | "time" | "missing" | "other"

/** A function of one row's values. The last type in `takes` may be left out where `optional` says so. */
export interface RowFunction {
  takes: readonly ValueType[]
  gives: "number" | "text" | "boolean"
  /** In words: for the documentation and for messages. */
  help: string
}

/** A function of whole columns of the table: one figure. */
export interface TableFunction {
  /** What its columns may hold; null: anything. */
  columns: readonly ValueType[] | null
  /** How many columns; Infinity: one or more. */
  atMost: number
  gives: "number" | "boolean" | "column"
  help: string
}

const numbers = ["number"] as const

/** Functions of a row by name. */
export const rowFunctions = {
  length: { takes: ["text"], gives: "number", help: "letters (code points) in a text" },
  lower: { takes: ["text"], gives: "text", help: "the text in small letters" },
  trim: { takes: ["text"], gives: "text", help: "the text without white space at its ends" },
  starts_with: { takes: ["text", "text"], gives: "boolean", help: "whether the first text starts with the second" },
  ends_with: { takes: ["text", "text"], gives: "boolean", help: "whether the first text ends with the second" },
  contains: { takes: ["text", "text"], gives: "boolean", help: "whether the first text holds the second" },
  abs: { takes: ["number"], gives: "number", help: "the number without its sign" },
  floor: { takes: ["number"], gives: "number", help: "the next whole number at or below" },
  days: {
    takes: ["datetime", "datetime"],
    gives: "number",
    help: "days from the first time to the second, as a fraction",
  },
  year: { takes: ["datetime"], gives: "number", help: "the year of a time, UTC" },
} as const satisfies Record<string, RowFunction>

/** Functions of the whole table by name. */
export const tableFunctions = {
  missing: { columns: null, atMost: 1, gives: "number", help: "share of rows without a value, from 0 to 1" },
  distinct: { columns: null, atMost: 1, gives: "number", help: "different values" },
  mean: { columns: numbers, atMost: 1, gives: "number", help: "mean" },
  median: { columns: numbers, atMost: 1, gives: "number", help: "median" },
  std: { columns: numbers, atMost: 1, gives: "number", help: "sample standard deviation" },
  sum: { columns: numbers, atMost: 1, gives: "number", help: "sum" },
  min: { columns: ["number", "datetime"], atMost: 1, gives: "column", help: "smallest value" },
  max: { columns: ["number", "datetime"], atMost: 1, gives: "column", help: "largest value" },
  rows: { columns: null, atMost: 0, gives: "number", help: "rows of the table" },
  duplicates: {
    columns: null,
    atMost: Infinity,
    gives: "number",
    help: "rows that repeat an earlier one in these columns; two missing values count as equal",
  },
  unique: {
    columns: null,
    atMost: Infinity,
    gives: "boolean",
    help: "whether no row repeats another in these columns",
  },
} as const satisfies Record<string, TableFunction>

export type RowFunctionName = keyof typeof rowFunctions
export type TableFunctionName = keyof typeof tableFunctions
export const functionNames: readonly string[] = [...Object.keys(rowFunctions), ...Object.keys(tableFunctions), "col"]
