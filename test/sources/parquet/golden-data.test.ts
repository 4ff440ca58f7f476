import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { readParquet, type ReadColumn } from "./cells.js"

const fixtures = new URL("../../../fixtures/", import.meta.url).pathname

interface Golden {
  count: number
  nulls: number
  distinct?: number
  min?: number | string
  max?: number | string
  true?: number
}
type GoldenColumns = Partial<Record<string, { kind: string; ref?: Golden; cur?: Golden }>>

const pairs = [
  "birdstrikes",
  "bikeshare",
  "calhousing_delayed",
  "carloan",
  "flights",
  "flights_schema",
  "llm_traces",
  "nodrift",
]

const golden = (name: string) => JSON.parse(readFileSync(`${fixtures}golden/${name}.json`, "utf8")) as unknown

/** The figures that golden files and readers can both state without any statistics. */
function figuresOf(column: ReadColumn): Golden {
  const present = column.cells.filter((cell) => cell !== null && cell !== "NaN")
  const figures: Golden = { count: present.length, nulls: column.cells.length - present.length }
  if (column.kind === "boolean") figures.true = present.filter((cell) => cell === true).length
  if (column.kind === "string") figures.distinct = column.vector.data[0].dictionary!.length
  if (column.kind === "number") Object.assign(figures, range(present.map(Number)))
  if (column.kind === "datetime") Object.assign(figures, range(present.map((cell) => milliseconds(cell, column))))
  return figures
}

function range(values: readonly number[]) {
  return { min: Math.min(...values), max: Math.max(...values) }
}

function milliseconds(cell: unknown, { storageType }: ReadColumn): number {
  const factor = storageType.startsWith("date32") ? 86_400_000 : storageType.includes("[us") ? 1e-3 : 1
  return Math.round(Number(cell) * factor)
}

/** The golden figures that a column of this kind states, datetimes in milliseconds. */
function comparable(expected: Golden, column: ReadColumn): Golden {
  const { count, nulls } = expected
  const instant = (value: number | string) => (typeof value === "string" ? Date.parse(value) : value)
  return {
    count,
    nulls,
    ...(column.kind === "boolean" && { true: expected.true! }),
    ...(column.kind === "string" && { distinct: expected.distinct! }),
    ...((column.kind === "number" || column.kind === "datetime") && {
      min: instant(expected.min!),
      max: instant(expected.max!),
    }),
  }
}

for (const pair of pairs)
  for (const side of ["ref", "cur"] as const)
    test(`${pair}_${side}.parquet has the counts and ranges of its golden file`, async () => {
      const { columns } = golden(pair) as { columns: GoldenColumns }
      const read = await readParquet(`${fixtures}data/${pair}_${side}.parquet`)
      for (const column of read.columns) {
        const expected = columns[column.name]?.[side]
        if (expected) expect(figuresOf(column), column.name).toEqual(comparable(expected, column))
      }
    })

test("retyped columns of flights_schema are named as the golden file names them", async () => {
  const { type_changed: changed } = golden("flights_schema") as { type_changed: Record<string, [string, string]> }
  const typesOf = async (side: string) =>
    new Map(
      (await readParquet(`${fixtures}data/flights_schema_${side}.parquet`)).columns.map((c) => [c.name, c.storageType]),
    )
  const reference = await typesOf("ref")
  const current = await typesOf("cur")
  for (const [name, types] of Object.entries(changed))
    expect([reference.get(name), current.get(name)], name).toEqual(types)
})

test("NaN, infinities, blanks and whole numbers beyond 2^53 are read as they are", async () => {
  const { columns } = await readParquet(`${fixtures}golden/edge_nonfinite.parquet`)
  const cells = Object.fromEntries(columns.map((column) => [column.name, column.cells]))
  const { expect: expected } = golden("edge_nonfinite") as { expect: { big: { as_text: string[] } } }
  const count = (name: string, value: string | null) => cells[name].filter((cell) => cell === value).length
  expect(cells.big).toEqual(expected.big.as_text)
  expect([count("a", null), count("a", "NaN"), count("a", "Infinity"), count("a", "-Infinity")]).toEqual([1, 2, 1, 1])
  expect(cells.b.reduce((sum, cell) => sum + Number(cell), 0)).toBe(34)
  expect([count("c", null), count("c", "")]).toEqual([1, 1])
  expect(new Set(cells.c.filter((cell) => cell !== null)).size).toBe(6)
  expect(count("d", null)).toBe(8)
})

test("edge_large.parquet has the counts and ranges of its golden file", async () => {
  const { cases } = golden("edge_large") as {
    cases: { x: string; y: string; x_summary?: Golden; y_summary?: Golden }[]
  }
  const read = await readParquet(`${fixtures}golden/edge_large.parquet`)
  const columns = new Map(read.columns.map((column) => [column.name, column]))
  const summaries = cases.flatMap(({ x, y, x_summary, y_summary }) => [
    [x, x_summary] as const,
    [y, y_summary] as const,
  ])
  for (const [name, summary] of summaries) {
    if (!summary) continue
    const numbers = columns
      .get(name)!
      .cells.filter((cell) => cell !== null)
      .map(Number)
    const min = numbers.reduce((a, b) => Math.min(a, b))
    const max = numbers.reduce((a, b) => Math.max(a, b))
    expect([numbers.length, min, max], name).toEqual([summary.count, summary.min, summary.max])
  }
  expect(summaries.some(([, summary]) => summary)).toBe(true)
})
