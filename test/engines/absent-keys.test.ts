/** Keys of the reference that current lacks, looked up by the engine that holds both. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DuckDBInstance } from "@duckdb/node-api"
import { afterAll, beforeAll, expect, it } from "vitest"
import { compareDatasets } from "../../src/compare/compare.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { openEngine } from "../../src/engines/open-engine.js"
import type { Dataset } from "../../src/model.js"
import { defaultOptions } from "../../src/options/options.js"
import { loadRegistry } from "../../src/registry.js"
import { patience } from "../helpers/patience.js"

const folder = mkdtempSync(join(tmpdir(), "driftcheck-absent-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, "tables.db")
const fileOf = (table: string) => join(folder, `${table}.parquet`)

/** Customers by number, and by shop and number within it; 200 of 1,000 have left. One has no number. */
const customers = (from: number, to: number, type = "bigint") =>
  `select case when i = 500 then null else i end::${type} as customer, 'shop ' || i % 7 as shop, i // 7 as number, sqrt(i) as x from range(${from}, ${to}) as r(i)`

beforeAll(async () => {
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  const tables = { ref: customers(0, 1000), cur: customers(200, 1100), short: customers(200, 1100, "integer") }
  for (const [name, query] of Object.entries(tables)) {
    await connection.run(`create table ${name} as ${query}`)
    await connection.run(`copy ${name} to '${fileOf(name)}'`)
  }
  connection.closeSync()
  instance.closeSync()
}, patience(60))

const table = (name: string, query?: string) =>
  openEngine(query === undefined ? `duckdb:${path}?table=${name}` : `duckdb:${path}`, { query })
const file = (name: string) => openDataset(fileOf(name), {})

async function coverage(sides: readonly [Dataset, Dataset], key: readonly string[]) {
  const options = { ...defaultOptions, multivariate: false, key: Array.from(key) }
  const { checks } = await compareDatasets(...sides, options, await loadRegistry())
  for (const side of sides) side.close()
  const found = checks.find(({ id }) => id === "key-coverage")
  // Which of the absent keys are named differs.
  return { ...found, message: found?.message.replace(/ are absent.*/, " are absent") }
}

it.each([[["customer"]], [["shop", "number"]]])("counts %s as the files have it", async (key) => {
  const ofFiles = await coverage([await file("ref"), await file("cur")], key)
  const ofTables = await coverage([await table("ref"), await table("cur")], key)
  expect(ofTables).toEqual(ofFiles)
  expect(ofTables).toMatchObject({ status: "warn", value: key.length === 1 ? 200 / 999 : 0.2 })
})

it("names some of them, and takes a query as a table", async () => {
  const [reference, current] = [await table("", "select * from ref where customer < 300"), await table("cur")]
  const source = current.keySource?.(["customer"]) ?? null
  const found = source === null ? null : ((await reference.absentKeys?.(["customer"], source, 5)) ?? null)
  expect(found?.keys).toBe(200)
  expect(found?.examples).toHaveLength(5)
  for (const key of found?.examples ?? []) expect(Number(key)).toBeLessThan(200)
  for (const side of [reference, current]) side.close()
})

it("looks up none of another type, in another place, or in a sample by something else than the key", async () => {
  const sampled = (name: string, sampleKey: string) =>
    openEngine(`duckdb:${path}?table=${name}`, { sample: 0.5, sampleKey })
  const asked = async (reference: Dataset, current: Dataset) => {
    const source = current.keySource?.(["customer"]) ?? null
    const found = source === null ? null : ((await reference.absentKeys?.(["customer"], source, 5)) ?? null)
    for (const side of [reference, current]) side.close()
    return found
  }
  expect(await asked(await table("ref"), await table("short"))).toBeNull()
  expect(await asked(await table("ref"), await file("cur"))).toBeNull()
  expect(
    await asked(await table("ref"), await openEngine("duckdb:", { query: `select * from '${fileOf("cur")}'` })),
  ).toBeNull()
  expect(await asked(await sampled("ref", "shop"), await sampled("cur", "shop"))).toBeNull()
  expect(await asked(await sampled("ref", "customer"), await table("cur"))).toBeNull()
  const half = await asked(await sampled("ref", "customer"), await sampled("cur", "customer"))
  // Half of the 200, give or take four standard errors.
  expect(Math.abs((half?.keys ?? 0) - 100)).toBeLessThan(29)
  const mixed = await coverage([await table("ref"), await table("short")], ["customer"])
  expect(mixed).toMatchObject({ status: "not_applicable", message: "No key was looked up on both sides." })
})
