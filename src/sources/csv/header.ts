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
export function readHeader(row: readonly string[], asked?: "row" | "none"): Header {
  if (asked === undefined ? !holdsNames(row) : asked === "none") {
    const names = row.map((_, i) => `column_${i + 1}`)
    const range = names.length === 1 ? names[0] : `${names[0]} to ${names.at(-1)!}`
    return {
      names,
      inFile: false,
      warnings:
        asked === "none"
          ? []
          : [`the first line holds numbers, not names: it was read as data, with ${range} as names`],
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
