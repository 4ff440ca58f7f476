import { uniqueNames } from "../source.js"
import { classify } from "./classify.js"
import { Notation } from "./notation.js"
import { token } from "../shared/token.js"

export interface Header {
  names: string[]
  /** Whether the first row holds names; if not, it is data. */
  inFile: boolean
  warnings: string[]
}

const plain = new Notation([])
const anyNumber = token.integer | token.bigInteger | token.number

/** Column names from the first row, each once. Without names the columns are called column_1, column_2 …, and a warning says so. */
export function readHeader(row: readonly string[], asked?: "row" | "none", recognised = false): Header {
  if (asked === undefined ? !holdsNames(row) : asked === "none") {
    const names = row.map((_, i) => `column_${i + 1}`)
    const range = names.length === 1 ? names[0] : `${names[0]} to ${names.at(-1)!}`
    const why = asked === undefined ? "holds numbers, not names" : "looks like the lines below it"
    return {
      names,
      inFile: false,
      warnings:
        asked === "none" && !recognised ? [] : [`the first line ${why}: it was read as data, with ${range} as names`],
    }
  }
  const named = row.map((name, i) => (name.trim() === "" ? `column_${i + 1}` : name))
  const { names, warnings } = uniqueNames(named)
  const unnamed = row.flatMap((name, i) =>
    name.trim() === "" ? [`column ${i + 1} has no name; it is called ${JSON.stringify(names[i])}`] : [],
  )
  return { names, inFile: true, warnings: [...unnamed, ...warnings] }
}

/** False when every cell is a number or empty, except for 0, 1, 2 …: the names that data frames give to columns without one. */
function holdsNames(row: readonly string[]): boolean {
  const cells = row.filter((cell) => cell.trim() !== "")
  if (cells.length === 0 || cells.some((cell) => (classify(cell, plain) & anyNumber) === 0)) return true
  return cells.length > 1 && cells.every((cell, i) => cell === String(i))
}

/** Whether a name above a column of numbers is more likely the column's first value: a number, but not a year or 0, 1, 2 … */
export function isLikeData(name: string): boolean {
  const kind = classify(name, plain) & anyNumber
  return kind !== 0 && (kind !== token.integer || name.replace(/^[+-]/, "").length > 4 || name.startsWith("-"))
}

const fewestRows = 5

/**
 * Whether the first row of a sample is data without doubt: no cell is a name above numbers, and either a cell is a number above numbers
 * while a text recurs in its own column, or every cell of two columns or more recurs.
 */
export function lacksHeader(rows: readonly (readonly string[])[]): boolean {
  const [first = [], ...body] = rows
  if (first.length < 2 || body.length < fewestRows) return false
  const columns = first.map((cell, i) =>
    cellAbove(
      cell,
      body.map((row) => row[i] ?? ""),
    ),
  )
  if (columns.includes("name")) return false
  const recurring = columns.filter((column) => column === "recurs").length
  return (recurring > 0 && columns.includes("number")) || (recurring > 1 && recurring === first.length)
}

/** What a first cell is beside the values below it. */
function cellAbove(cell: string, values: readonly string[]): "name" | "number" | "recurs" | "unclear" {
  const present = values.filter((value) => value.trim() !== "")
  const isNumber = (text: string) => (classify(text, plain) & anyNumber) !== 0
  if (present.length > 0 && present.every(isNumber))
    return cell.trim() === "" ? "unclear" : isNumber(cell) ? "number" : "name"
  return present.filter((value) => value === cell).length >= 2 ? "recurs" : "unclear"
}
