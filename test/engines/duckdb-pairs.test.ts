import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { compareDatasets, type Comparison } from "../../src/compare/compare.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { openEngine } from "../../src/engines/open-engine.js"
import type { Dataset } from "../../src/model.js"
import { defaultOptions } from "../../src/options/options.js"
import { loadRegistry, type Registry } from "../../src/registry.js"
import { duckdbFile } from "../helpers/duckdb-table.js"

const pairs = ["bikeshare", "carloan", "flights_schema", "llm_traces", "penguins"]
const fileOf = (pair: string, side: string) =>
  `fixtures/data/${pair}_${side}.${pair === "penguins" ? "csv" : "parquet"}`
let registry: Registry
let tables: Awaited<ReturnType<typeof duckdbFile>>

beforeAll(async () => {
  registry = await loadRegistry()
  const named = pairs.flatMap((pair) => ["ref", "cur"].map((side) => [`${pair}_${side}`, fileOf(pair, side)] as const))
  tables = await duckdbFile(Object.fromEntries(named))
})
afterAll(() => {
  tables.remove()
})

const addressOf = (pair: string, side: string) => `duckdb:${tables.path}?table=${pair}_${side}`

/** Prose, lists, and what is read out of them in a file of traces: taken out on both sides. */
const unanswered = /^(prompt|response|tags.*|embedding.*|response_length|\w+_language)$/

async function compared(open: (side: string) => Promise<Dataset>): Promise<Comparison> {
  const [reference, current] = [await open("ref"), await open("cur")]
  const names = new Set([reference, current].flatMap(({ columns }) => columns.map(({ name }) => name)))
  const exclude = Array.from(names).filter((name) => unanswered.test(name))
  try {
    return await compareDatasets(reference, current, { ...defaultOptions, multivariate: false, exclude }, registry)
  } finally {
    reference.close()
    current.close()
  }
}

/** What an engine answers of a column: all but a hash of its rows in order, and checks that look at rows. */
const columnsOf = ({ columns }: Comparison, shared: ReadonlySet<string>) =>
  columns
    .filter(({ name }) => shared.has(name))
    .map(({ reference, current, storage: _, course: __, ...column }) => ({
      ...column,
      reference: reference && { ...reference, content_hash: null },
      current: current && { ...current, content_hash: null },
      ...("reason" in column ? { reason: column.reason.replace("large_string", "string") } : {}),
    }))

const answered = ({ columns }: Comparison) =>
  new Set(columns.filter(({ type }) => type !== "text" && type !== "nested").map(({ name }) => name))

/** Checks that both could make, by what they found. */
const checksOf = ({ checks }: Comparison, made: ReadonlySet<string>) =>
  checks.filter(({ id }) => made.has(id)).map(({ id, status, column, value }) => ({ id, status, column, value }))

describe("pairs in DuckDB", () => {
  for (const pair of pairs)
    it(`${pair} gets the verdict, figures and scores of the files, to the byte`, async () => {
      const file = await compared((side) => openDataset(fileOf(pair, side), {}))
      const table = await compared((side) => openDataset(addressOf(pair, side), {}))
      const shared = answered(table)
      expect(shared.size).toBeGreaterThan(4)
      expect(columnsOf(table, shared)).toEqual(columnsOf(file, shared))
      expect(table.verdict.status).toBe(file.verdict.status)
      expect(table.drift).toEqual(file.drift)
      const made = new Set(table.checks.filter(({ status }) => status !== "not_applicable").map(({ id }) => id))
      expect(checksOf(table, made)).toEqual(checksOf(file, made))
    })

  it("get the file's verdict and flags from bins, with scores within their resolution", async () => {
    const caps = { values: 40, categories: 10_000 }
    for (const pair of ["bikeshare", "carloan"]) {
      const file = await compared((side) => openDataset(fileOf(pair, side), {}))
      const table = await compared((side) => openEngine(addressOf(pair, side), {}, caps))
      const flags = ({ columns }: Comparison) =>
        columns.filter(({ type }) => type !== "text").map(({ name, status, type }) => ({ name, status, type }))
      expect(flags(table)).toEqual(flags(file))
      expect(table.verdict.status).toBe(file.verdict.status)
      for (const [i, { measurements }] of table.columns.entries())
        for (const [j, { method, drift_score }] of measurements.entries())
          if (["ks-distance", "tails-distance", "psi", "clipped-wasserstein", "jensen-shannon"].includes(method))
            expect(Math.abs((drift_score ?? 0) - (file.columns[i].measurements[j].drift_score ?? 0))).toBeLessThan(
              0.002,
            )
    }
  })
})
