import { readFileSync, readdirSync } from "node:fs"
import { parquetReadObjects } from "hyparquet"
import { compressors } from "hyparquet-compressors"
import { expect, test } from "vitest"
import { openFile } from "../../../src/files/open-file.js"
import { openParquet } from "../../../src/sources/parquet.js"
import { cellsOf, floatText } from "./cells.js"

/** Kinds of which hyparquet's rows keep every digit. */
const kept = /^(u?int\d+|double|bool|string|large_string)$/

const textOf = (value: unknown) =>
  typeof value === "number" ? floatText(value) : typeof value === "bigint" ? String(value) : (value ?? null)
const fieldOf = (row: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((value, key) => {
    const figure = Array.isArray(value) ? figureOf[key] : undefined
    return figure === undefined
      ? (value as Record<string, unknown> | null | undefined)?.[key]
      : figure(value as unknown[])
  }, row)
const numbersIn = (list: readonly unknown[]) => list.filter((each) => each !== null && each !== undefined).map(Number)
const figureOf: Record<string, undefined | ((list: readonly unknown[]) => number | null)> = {
  length: (list) => list.length,
  norm: (list) => (numbersIn(list).length === 0 ? null : Math.sqrt(numbersIn(list).reduce((sum, x) => sum + x * x, 0))),
  mean: (list) =>
    numbersIn(list).length === 0 ? null : numbersIn(list).reduce((sum, x) => sum + x, 0) / numbersIn(list).length,
}

const files = [
  ...readdirSync("fixtures/parquet")
    .filter((name) => /types.*\.parquet$/.test(name))
    .map((name) => `fixtures/parquet/${name}`),
  "fixtures/cases/real-struct-fields/ref.parquet",
]

test("fields of structures and figures of lists hold what hyparquet reads, missing ones included", async () => {
  let compared = 0
  let missing = 0
  for (const file of files) {
    const source = await openParquet(openFile(file), { mostFields: 100 })
    const bytes = readFileSync(file)
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
    for (const [index, { name, storageType }] of source.columns.entries()) {
      const path = name.split(".")
      // Of a map hyparquet keeps each key once.
      if (path.length === 1 || /^(map|pairs)/.test(path[0]) || !kept.test(storageType)) continue
      const rows = await parquetReadObjects({ file: buffer, compressors, columns: [path[0]] })
      const cells = cellsOf(source.readColumn(index), false)
      expect(cells, `${file}: ${name}`).toEqual(rows.map((row) => textOf(fieldOf(row, path))))
      compared++
      missing += cells.filter((cell) => cell === null).length
    }
  }
  expect(compared).toBeGreaterThan(4)
  expect(missing).toBeGreaterThan(0)
})
