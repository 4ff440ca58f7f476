import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { openFile } from "../../../src/files/open-file.js"
import { openArrowIpc } from "../../../src/sources/arrow-ipc.js"
import { openParquet } from "../../../src/sources/parquet.js"
import type { OpenSource } from "../../../src/sources/source.js"
import { cellsOf, floatText, type Cell, type ReadColumn } from "../parquet/cells.js"

const folder = new URL("../../../fixtures/arrow/", import.meta.url).pathname

interface ExpectedFile {
  rows: number
  columns: { name: string; type: string; values: Cell[] }[]
}
type ExpectedMany = Record<"sum" | "last", string> & { words: number }

const { versions, many, ...files } = JSON.parse(readFileSync(`${folder}expected.json`, "utf8")) as {
  versions: Record<string, string>
  many: ExpectedMany
} & Record<string, ExpectedFile>

async function read(name: string, open: OpenSource = openArrowIpc) {
  const source = await open(openFile(`${folder}${name}`), {})
  try {
    const columns: ReadColumn[] = source.columns.map((info, i) => {
      const vector = source.readColumn(i)
      return { ...info, vector, cells: cellsOf(vector, info.kind === "nested") }
    })
    return { rows: source.rows, columns, warnings: source.warnings }
  } finally {
    source.close()
  }
}

const isFloat = (type: string) => /^(dictionary<values=)?(halffloat|float|double)\b/.test(type)

for (const [name, file] of Object.entries(files))
  test(`${name} reads as its writer meant it`, async () => {
    const { rows, columns } = await read(name)
    expect(rows).toBe(file.rows)
    expect(columns.map((column) => column.name).slice(0, 1)).toEqual([file.columns[0].name])
    for (const [i, { name: column, type, values }] of file.columns.entries()) {
      const expected = isFloat(type)
        ? values.map((value) => (value === null ? null : floatText(Number(value))))
        : values
      expect(columns[i].cells, column).toEqual(expected)
      expect(columns[i].vector.length, column).toBe(file.rows)
      expect(columns[i].vector.data, column).toHaveLength(1)
      expect(columns[i].vector.nullCount, column).toBe(values.filter((value) => value === null).length)
    }
  })

test("types are named as the Parquet reader names them in the same table", async () => {
  const parquet = await read("types.parquet", openParquet)
  for (const name of ["types.arrow", "types.arrows", "types-lz4.arrow", "types-zstd.arrow"])
    expect((await read(name)).columns.map(infoOf)).toEqual(parquet.columns.map(infoOf))
})

const infoOf = ({ name, storageType, kind, integer }: ReadColumn) => ({ name, storageType, kind, integer })

test("types that Parquet lacks have names, too", async () => {
  const { columns } = await read("only-arrow.arrow")
  expect(Object.fromEntries(columns.map(({ name, storageType }) => [name, storageType]))).toMatchObject({
    decimal32: "decimal128(5, 2)",
    "decimal256 small": "decimal128(10, 2)",
    date64: "date64[ms]",
    "timestamp s": "timestamp[s]",
    "time32 s": "time32[s]",
    "duration s": "duration[s]",
    binary_view: "binary",
    "dictionary uint8": "dictionary<string>",
    "dictionary of numbers": "dictionary<double>",
    "fixed list": "list<element: double>",
    "list view": "list<element: string>",
    "sparse union": "union<0: int64, 1: string>",
  })
})

test("every dictionary entry is different and used, in the order of the rows", async () => {
  for (const name of ["dictionary-delta.arrow", "dictionary-delta.arrows", "dictionary-replaced.arrows"])
    expect([...(await read(name)).columns[0].vector.data[0].dictionary!], name).toEqual(["a", "b", "c", "d"])
  const { columns } = await read("only-arrow.arrow")
  for (const { name, vector } of columns.filter((column) => column.storageType === "dictionary<string>"))
    expect(new Set(vector.data[0].dictionary).size, name).toBe(vector.data[0].dictionary!.length)
})

for (const codec of ["lz4", "zstd"])
  test(`several compressed blocks and batches make one chunk, in ${codec}`, async () => {
    const { rows, columns } = await read(`many-${codec}.feather`)
    const [walk, word] = columns
    expect(rows).toBe(12_000)
    expect(String(walk.cells.reduce((sum, cell) => sum + BigInt(cell as string), 0n))).toBe(many.sum)
    expect(walk.cells.at(-1)).toBe(many.last)
    expect(word.vector.data[0].dictionary).toHaveLength(many.words)
    expect(word.cells.every((cell, i) => cell === `word ${i % 50}`)).toBe(true)
  })

test("the files come from two writers", () => {
  expect(Object.keys(versions)).toEqual(expect.arrayContaining(["pyarrow", "polars"]))
  expect(Object.keys(files).length).toBeGreaterThan(15)
})

test("a name used twice gets a number, with a warning", async () => {
  const { columns, warnings } = await read("same-name-twice.arrow")
  expect(columns.map(({ name }) => name)).toEqual(["a", "a (2)"])
  expect(warnings).toHaveLength(1)
})
