import { InputError } from "../../errors.js"
import { longIntegers } from "./long-integers.js"
import { oneEach } from "./lines.js"

/** The object on one line. */
export interface Row {
  object: Readonly<Record<string, unknown>>
  /** Keys in the order of the line, but for whole numbers, which come first; `__proto__` is a key like any other. */
  entries: [key: string, value: unknown][]
  /** The digits of whole numbers that a double may not hold, by key; null where there are none. */
  digits: ReadonlyMap<string, string> | null
}

/** A whole number of 16 digits or more, where a value may stand. */
const longInteger = /[:\s]-?\d{16,}\s*[,}]/

/** The row that a line holds; null for a blank line. Throws InputError for anything but an object. */
export function parseRow(line: string, path: string, number: number): Row | null {
  if (line.trim() === "") return null
  const value = parse(line, path, number)
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new InputError(`${path} line ${number}: not a JSON object but ${describe(value)}`, { hint: oneEach })
  const object = value as Row["object"]
  return { object, entries: Object.entries(object), digits: longInteger.test(line) ? longIntegers(line) : null }
}

function parse(line: string, path: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    const hint = /[:\s](NaN|-?Infinity)\b/.test(line)
      ? "JSON has no NaN and no Infinity: write null for a missing value."
      : oneEach
    throw new InputError(`${path} line ${number}: not JSON: ${reasonOf(cause)}`, { hint, cause })
  }
}

/** The parser's words without the piece of the line that it quotes, and on one line. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message
    .replace(/,? (\.\.\.)?".*$/s, "")
    .replace(/\s+/g, " ")
    .replace(" JSON at", " line at")
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return "an array"
  return value === null ? "null" : `a ${typeof value}`
}
