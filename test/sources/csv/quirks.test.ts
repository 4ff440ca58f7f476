import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { cellsOf, readText } from "./read-csv.js"

interface Quirk {
  what: string
  text: string
  rows: unknown[][]
}

const quirks = JSON.parse(readFileSync("fixtures/csv/quirks.json", "utf8")) as Quirk[]

describe("a CSV file is read alike whole and in pieces of a few bytes", () => {
  test.for(quirks)("$what", async ({ text, rows }) => {
    for (const chunkBytes of [1, 2, 3, 7, 65_536]) expect(cellsOf(await readText(text, {}, chunkBytes))).toEqual(rows)
  })
})

interface SpectrumFile {
  name: string
  text: string
  rows: Record<string, string>[]
}

const spectrum = JSON.parse(readFileSync("fixtures/csv/spectrum.json", "utf8")) as SpectrumFile[]

describe("the files of csv-spectrum are read as it says, whole and in pieces of seven bytes", () => {
  test.for(spectrum)("$name", async ({ text, rows }) => {
    for (const chunkBytes of [7, 65_536]) {
      const [names, ...cells] = cellsOf(await readText(text, {}, chunkBytes))
      const texts = cells.map((row) => row.map((cell) => (cell === null ? "" : `${cell as string | number}`)))
      expect(names).toEqual(Object.keys(rows[0]))
      expect(texts).toEqual(rows.map((row) => Object.values(row)))
    }
  })
})

test("fields of 2 MB are read in pieces much smaller than they are", async () => {
  const long = "é".repeat(1_000_000)
  const cells = [
    ["a", "b"],
    [long, 1],
    [`${long}\n"`, 2],
  ]
  for (const chunkBytes of [4096, 4_000_000])
    expect(cellsOf(await readText(`a,b\n${long},1\n"${long}\n""",2\n`, {}, chunkBytes))).toEqual(cells)
})

test("3000 columns are read", async () => {
  const names = Array.from({ length: 3000 }, (_, i) => `c${i}`)
  expect(cellsOf(await readText(`${names.join(",")}\n${names.join(",")}\n`))).toEqual([names, names])
})

test("a delimiter given wins over the one that the text suggests", async () => {
  expect(cellsOf(await readText("a;b,c\n1;y,3\n", { delimiter: ";" }))).toEqual([
    ["a", "b,c"],
    [1, "y,3"],
  ])
  expect(cellsOf(await readText("a::b\n1::2\n", { delimiter: "::" }))).toEqual([
    ["a", "b"],
    [1, 2],
  ])
})

test("the delimiter is the one most rows agree on, not the most frequent sign", async () => {
  const { columns } = await readText("note|n\na, b, c, d|1\ne, f|2\ng|3\n")
  expect(columns.map(({ name }) => name)).toEqual(["note", "n"])
})

test("a line end that comes after the part that is looked at first is still found", async () => {
  const names = Array.from({ length: 20_000 }, (_, i) => `column${i}`)
  const source = await readText(`${names.join(";")}\n${names.map((_, i) => i).join(";")}\n`)
  expect([source.columns.length, source.rows, source.readColumn(19_999).get(0)]).toEqual([20_000, 1, 19_999])
})
