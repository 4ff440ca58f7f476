import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import type { Vector } from "apache-arrow"
import { describe, expect, test } from "vitest"
import { openFile } from "../../src/files/open-file.js"
import { openCsv, openCsvInChunks } from "../../src/sources/csv.js"
import { cellsOf, fileWith, valuesOf } from "./csv/read-csv.js"

interface GoldenSummary {
  count: number
  nulls: number
  distinct: number
  min?: number | string
  max?: number | string
  mean?: number
  true?: number
  most_common?: [unknown, number][]
}

interface Golden {
  quality: Record<string, { rows: number; columns: number; missing_cells: number }>
  columns: Record<string, Record<string, GoldenSummary | undefined> & { kind: string }>
}

const golden = (name: string) => JSON.parse(readFileSync(`fixtures/golden/${name}.json`, "utf8")) as Golden

function isoText(value: unknown): string {
  return new Date(Number(value)).toISOString()
}

/** What the golden files say of a column, of this vector. */
function summaryOf(vector: Vector, kind: string): Partial<GoldenSummary> {
  const values = Array.from({ length: vector.length }, (_, row): unknown => vector.get(row)).filter((v) => v !== null)
  const counts = new Map<unknown, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const summary = { count: values.length, nulls: vector.nullCount, distinct: counts.size }
  if (kind === "boolean") return { ...summary, true: counts.get(true) ?? 0 }
  if (kind === "numeric" || kind === "datetime") {
    const sorted = (values as number[]).toSorted((a, b) => a - b)
    const [min, max] = [sorted[0], sorted.at(-1)!]
    return { ...summary, ...(kind === "datetime" ? { min: isoText(min), max: isoText(max) } : { min, max }) }
  }
  const common = [...counts].toSorted(([a, n], [b, m]) => m - n || (String(a) < String(b) ? -1 : 1))
  return { ...summary, most_common: common.slice(0, 3) }
}

const files: [path: string, pair: string, side: string][] = [
  ["penguins_ref", "penguins", "ref"],
  ["penguins_cur", "penguins", "cur"],
  ["bikeshare_ref", "bikeshare", "ref"],
  ["bikeshare_cur", "bikeshare", "cur"],
  ["flights_schema_cur", "flights_schema", "cur"],
]

describe("a real CSV file holds what the golden figures say", () => {
  test.for(files)("%s", async ([file, pair, side]) => {
    const { quality, columns } = golden(pair)
    const source = await openCsv(openFile(`fixtures/data/${file}.csv`), {})
    const vectors = source.columns.map((_, i) => source.readColumn(i))
    expect(source.rows).toBe(quality[side].rows)
    expect(source.columns).toHaveLength(quality[side].columns)
    expect(vectors.reduce((sum, { nullCount }) => sum + nullCount, 0)).toBe(quality[side].missing_cells)
    source.columns.forEach(({ name }, i) => {
      const column = Object.hasOwn(columns, name) ? columns[name] : undefined
      // The golden figures of this column were taken from the Parquet file, where these times are texts.
      if (column?.[side] === undefined || name === "time_hour") return
      const kind = name === "distance" ? "numeric" : column.kind
      expect(column[side], name).toMatchObject(summaryOf(vectors[i], kind))
    })
    expect(source.warnings).toEqual([])
  })
})

test("the columns of a real file have the types that their values show", async () => {
  const source = await openCsv(openFile("fixtures/data/flights_schema_cur.csv"), {})
  const types = Object.fromEntries(source.columns.map(({ name, storageType }) => [name, storageType]))
  expect(types).toMatchObject({ month: "int64", flight: "string", temp: "double", time_hour: "timestamp[ms, tz=UTC]" })
})

test("a gzipped file is known by its content and read as the plain one", async () => {
  const plain = readFileSync("fixtures/data/penguins_cur.csv")
  const expected = cellsOf(await openCsv(openFile("fixtures/data/penguins_cur.csv"), {}))
  for (const chunkBytes of [64, 65_536])
    expect(cellsOf(await openCsvInChunks(openFile(fileWith(gzipSync(plain), "x.csv.gz")), {}, chunkBytes))).toEqual(
      expected,
    )
  const twoMembers = Buffer.concat([gzipSync(plain.subarray(0, 1000)), gzipSync(plain.subarray(1000))])
  expect(cellsOf(await openCsv(openFile(fileWith(twoMembers)), {}))).toEqual(expected)
  expect(cellsOf(await openCsv(openFile(fileWith(plain, "plain.csv.gz")), {}))).toEqual(expected)
})

test("a vector has one chunk, and a dictionary holds each text once", async () => {
  const source = await openCsv(openFile(fileWith(`s,n\n${"x,1\ny,2\nx,\n".repeat(1000)}`)), {})
  const [texts, numbers] = [source.readColumn(0), source.readColumn(1)]
  expect([texts.data.length, numbers.data.length, texts.length, numbers.nullCount]).toEqual([1, 1, 3000, 1000])
  expect(texts.data[0].dictionary?.toArray()).toEqual(["x", "y"])
})

test("a file with a type that only the last row shows is read right", async () => {
  const source = await openCsv(
    openFile(fileWith(`a,b,c\n${"7,1,2024-01-01\n".repeat(50_000)}x,0.5,2024-01-01T00:00:00.000001\n`)),
    {},
  )
  expect(source.columns.map(({ storageType }) => storageType)).toEqual(["string", "double", "timestamp[us]"])
  expect([0, 1, 2].map((i) => valuesOf(source, i).at(-1))).toEqual(["x", 0.5, Date.UTC(2024, 0, 1) + 0.001])
  expect([0, 1, 2].map((i) => valuesOf(source, i)[0])).toEqual(["7", 1, Date.UTC(2024, 0, 1)])
})
