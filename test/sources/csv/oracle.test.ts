import Papa from "papaparse"
import { describe, expect, test } from "vitest"
import type { Dialect } from "../../../src/sources/csv/dialect.js"
import { rowTexts, type Fields } from "../../../src/sources/csv/fields.js"
import { RowParser } from "../../../src/sources/csv/rows.js"
import { below, oneOf, random, type Random } from "../../helpers/random.js"

/** What RowParser makes of a text that comes in pieces of so many bytes. */
function rowsInPieces(text: string, dialect: Dialect, pieceBytes: number): string[][] {
  const parser = new RowParser("cur.csv", dialect)
  const bytes = Buffer.from(text)
  const rows: string[][] = []
  const keep = (fields: Fields) => {
    for (let row = 0; row < fields.rows; row++) rows.push(rowTexts(fields, row))
  }
  for (let at = 0; at < bytes.length; at += pieceBytes) keep(parser.push(bytes.subarray(at, at + pieceBytes)))
  keep(parser.end())
  return rows
}

/** What papaparse makes of the whole text. It takes no mixture of line ends, so they are given by name. */
function papaRows(text: string, delimiter: string, newline: "\n" | "\r\n" | "\r"): string[][] {
  const ended = text.endsWith(newline) ? text : text + newline
  const { data, errors } = Papa.parse<string[]>(ended.replace(/^\uFEFF/, ""), { delimiter, newline })
  expect(errors).toEqual([])
  return data.filter((row) => row.length > 1 || row[0].trim() !== "")
}

const signs = [
  ...["a", "B", "7", "-", ".", " ", "  ", "\t", "'", '"', '"', '""', ",", ";", "|", "\n", "\r\n", "\r", "\n\n", "\\"],
  ...["ä", "ß", "名", "😀", "👩‍👩‍👧‍👦", "\u00a0", "\u2028", "\u0085", "\u200b", "\ufeff", "\u0000", "null", "NA", ""],
]

const fieldOf = (next: Random) => Array.from({ length: below(next, 5) }, () => oneOf(next, signs)).join("")

/** Rows of two to six fields; of one field only where it is neither blank nor taken for a blank line. */
function randomRows(next: Random): string[][] {
  const width = next() < 0.1 ? 1 : 2 + below(next, 5)
  const field = () => (width === 1 ? `x${fieldOf(next)}` : fieldOf(next))
  return Array.from({ length: 1 + below(next, 12) }, () => Array.from({ length: width }, field))
}

/** A field as a writer may put it: in quotes where it has to be, and now and then where it need not; spaces may follow the quotes. */
function written(field: string, delimiter: string, next: Random): string {
  const needs = field.includes('"') || field.includes(delimiter) || /[\r\n]/.test(field) || field.startsWith("\ufeff")
  if (!needs && next() < 0.8) return field
  return `"${field.replaceAll('"', '""')}"${next() < 0.05 ? " " : ""}`
}

describe("4,500 random tables are read as they were written and as papaparse reads them", () => {
  test.for([
    [3, 0],
    [17, 1500],
    [2 ** 20, 3000],
  ])("1,500 in pieces of %i bytes", ([pieceBytes, firstSeed]) => {
    for (let seed = firstSeed; seed < firstSeed + 1500; seed++) {
      const next = random(seed)
      const rows = randomRows(next)
      const delimiter = oneOf(next, [",", ",", ";", "\t", "|", "::", "§"])
      const newline = oneOf(next, ["\n", "\n", "\r\n", "\r"] as const)
      const lines = rows.map((row) => row.map((field) => written(field, delimiter, next)).join(delimiter))
      const text = (next() < 0.2 ? "\ufeff" : "") + lines.join(newline) + (next() < 0.5 ? newline : "")
      const dialect = { delimiter, newline: newline === "\r" ? "\r" : "\n" } as const
      const read = rowsInPieces(text, dialect, pieceBytes)
      const about = `seed ${seed}: ${JSON.stringify(text)}`
      expect(read, about).toEqual(rows)
      expect(read, about).toEqual(papaRows(text, delimiter, newline))
    }
  })
})

test("3,000 random files full of faults are read or refused, alike whole and in pieces of three bytes", () => {
  const outcome = (text: string, dialect: Dialect, pieceBytes: number) => {
    try {
      return rowsInPieces(text, dialect, pieceBytes)
    } catch (error) {
      return (error as Error).name
    }
  }
  let refused = 0
  for (let seed = 10_000; seed < 13_000; seed++) {
    const next = random(seed)
    const text = Array.from({ length: 1 + below(next, 25) }, () => oneOf(next, [...signs, "\n", ",", '"'])).join("")
    const dialect = { delimiter: oneOf(next, [",", ";", "::"]), newline: oneOf(next, ["\n", "\r"] as const) }
    const whole = outcome(text, dialect, 2 ** 20)
    expect(outcome(text, dialect, 3), `seed ${seed}: ${JSON.stringify(text)}`).toEqual(whole)
    if (typeof whole === "string") {
      expect(whole).toBe("InputError")
      refused++
    }
  }
  expect(refused).toBeGreaterThan(500)
  expect(refused).toBeLessThan(2500)
})
