import Papa from "papaparse"
import { describe, expect, test } from "vitest"
import { below, oneOf, random, type Random } from "../../helpers/random.js"
import { cellsOf, readText } from "./read-csv.js"

/** Kinds of column: what is written, and what is to be read from it. */
const kinds: ((next: Random) => { text: string; value: unknown })[] = [
  (next) => same(piecesOf(next)),
  (next) => number(String(below(next, 2000) - 1000)),
  (next) => number(String((next() - 0.5) * 10 ** (below(next, 40) - 20))),
  (next) => big(BigInt.asIntN(64, BigInt(Math.floor(next() * 2 ** 53)) * 4099n + 2n ** 60n)),
  (next) => ({ ...same(oneOf(next, ["true", "false"])), value: undefined }),
  (next) => time(new Date(Math.floor((next() - 0.3) * 4e12)).toISOString()),
]

const same = (text: string) => ({ text, value: text === "" || text === "NA" ? null : text })
const number = (text: string) => ({ text, value: Number(text) })
const big = (value: bigint) => ({ text: String(value), value })
const time = (text: string) => ({ text, value: Date.parse(text) })

const pieces = [
  "a",
  "B",
  " ",
  ",",
  ";",
  "\t",
  "|",
  '"',
  '""',
  "\n",
  "\r\n",
  "\r",
  "ä",
  "名",
  "😀",
  "\u2028",
  "0",
  "NA",
  "",
]
const piecesOf = (next: Random) => Array.from({ length: below(next, 6) }, () => oneOf(next, pieces)).join("")

interface Table {
  names: string[]
  texts: string[][]
  values: unknown[][]
}

/** Columns of texts begin with one, so that nothing among them is read as a number. */
function randomTable(next: Random): Table {
  const columns = Array.from({ length: 2 + below(next, 5) }, () => below(next, kinds.length))
  const names = columns.map((_, i) => `c${i}${oneOf(next, ["", " x", "ö", ", y"])}`)
  const rows = Array.from({ length: 1 + below(next, 30) }, (_, row) =>
    columns.map((kind) => randomCell(next, kind, row === 0)),
  )
  return {
    names,
    texts: rows.map((row) => row.map(({ text }) => text)),
    values: rows.map((row) => row.map(({ value }) => value)),
  }
}

function randomCell(next: Random, kind: number, first: boolean): { text: string; value: unknown } {
  if (!first && next() < 0.1) return { text: oneOf(next, ["", "NA"]), value: null }
  if (first && kind === 0) return same("text")
  const cell = kinds[kind](next)
  return cell.value === undefined ? { text: cell.text, value: cell.text === "true" } : cell
}

interface Style {
  delimiter: string
  newline: string
  quotes: boolean
}

const randomStyle = (next: Random): Style => ({
  delimiter: oneOf(next, [",", ";", "\t", "|"]),
  newline: oneOf(next, ["\n", "\r\n", "\r"]),
  quotes: next() < 0.2,
})

function write({ names, texts }: Table, { delimiter, newline, quotes }: Style, next: Random): string {
  const body = Papa.unparse({ fields: names, data: texts }, { delimiter, newline, quotes })
  return (next() < 0.3 ? "\uFEFF" : "") + body + (next() < 0.5 ? newline : "")
}

describe("300 random tables are read as they were written, wherever the pieces end", () => {
  test.for(Array.from({ length: 30 }, (_, i) => i))("seeds %i0 to %i9", async (decade) => {
    for (let seed = decade * 10; seed < decade * 10 + 10; seed++) {
      const next = random(seed)
      const table = randomTable(next)
      const style = randomStyle(next)
      const text = write(table, style, next)
      const { delimiter } = style
      for (const chunkBytes of [1 + below(next, 60), 65_536])
        expect(cellsOf(await readText(text, { delimiter }, chunkBytes)), `seed ${seed}`).toEqual([
          table.names,
          ...table.values,
        ])
    }
  })
})

test("mixed LF and CRLF are read as LF alone", async () => {
  for (let seed = 1000; seed < 1100; seed++) {
    const next = random(seed)
    const table = randomTable(next)
    const lines = [table.names, ...table.texts].map((row) => Papa.unparse([row]))
    const mixed = lines.map((line) => line + oneOf(next, ["\n", "\r\n"])).join("")
    const cells = cellsOf(await readText(mixed, { delimiter: "," }, 1 + below(next, 40)))
    expect(cells, `seed ${seed}`).toEqual([table.names, ...table.values])
  }
})

test("a type is the same whichever row comes first", async () => {
  for (let seed = 2000; seed < 2050; seed++) {
    const next = random(seed)
    const cells = Array.from({ length: 40 }, () => kinds[1 + below(next, next() < 0.5 ? 2 : 5)](next).text)
    const sorted = cells.toSorted()
    const whole = await readText(`c\n${sorted.join("\n")}\n`)
    const pieces = await readText(`c\n${cells.join("\n")}\n`, {}, 8)
    expect(pieces.columns, `seed ${seed}`).toEqual(whole.columns)
    const valueOf = (source: typeof whole) => cellsOf(source).slice(1).flat().map(String).toSorted()
    expect(valueOf(pieces), `seed ${seed}`).toEqual(valueOf(whole))
  }
})
