import { readFileSync, readdirSync } from "node:fs"
import { parquetReadObjects } from "hyparquet"
import { compressors } from "hyparquet-compressors"
import { expect, test } from "vitest"
import { floatText, readParquet, type Cell } from "./cells.js"

const folder = new URL("../../../fixtures/data/", import.meta.url).pathname

/** Kinds of which hyparquet's rows keep every digit. */
const kept = [
  "int8",
  "int16",
  "int32",
  "int64",
  "float",
  "double",
  "bool",
  "string",
  "large_string",
  "dictionary<string>",
]

function cellOf(value: string | number | bigint | boolean | null | undefined): Cell {
  if (typeof value === "number") return floatText(value)
  return typeof value === "bigint" ? String(value) : (value ?? null)
}

for (const file of readdirSync(folder).filter((name) => name.endsWith("_ref.parquet")))
  test(`every value of ${file} is the one that hyparquet reads`, async () => {
    const bytes = readFileSync(folder + file)
    const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
    const { columns } = await readParquet(folder + file)
    const plain = columns.filter(({ storageType }) => kept.includes(storageType))
    const rows = await parquetReadObjects({ file: buffer, compressors, columns: plain.map(({ name }) => name) })
    for (const { name, cells } of plain) {
      const theirs = rows.map((row) => cellOf(row[name] as Parameters<typeof cellOf>[0]))
      expect(
        cells.findIndex((cell, i) => cell !== theirs[i]),
        name,
      ).toBe(-1)
    }
    expect(plain.length).toBeGreaterThan(3)
  })
