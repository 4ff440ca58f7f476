/** Columns that moved about as far as the reference's own days do: a table in an engine gives the verdict of the file, or says that it is open. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DuckDBInstance } from "@duckdb/node-api"
import { afterAll, beforeAll, expect, it } from "vitest"
import { compareDatasets } from "../../src/compare/compare.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { openEngine } from "../../src/engines/open-engine.js"
import type { ColumnResult, Dataset } from "../../src/model.js"
import { defaultOptions } from "../../src/options/options.js"
import { loadRegistry } from "../../src/registry.js"
import { patience } from "../helpers/patience.js"

const columns = 12
const days = 40
/** So many that the days' values, all different, are joined in bins. */
const rowsADay = 250
/** So few that numbers are put in bins. */
const caps = { values: 40, categories: 10_000, bins: 512 }

const folder = mkdtempSync(join(tmpdir(), "driftcheck-period-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const path = join(folder, "tables.db")
const fileOf = (table: string) => join(folder, `${table}.parquet`)

/** Even numbers whose days lie apart by up to a third of a deviation; current is a day whose columns moved by these. */
async function makeTables(shifts: readonly number[]): Promise<void> {
  rmSync(path, { force: true })
  const instance = await DuckDBInstance.create(path)
  const connection = await instance.connect()
  const even = (seed: string) => `(hash(${seed}) % 16777213) / 16777213.0`
  const table = (name: string, from: number, to: number, shiftOf: (column: number) => string) => {
    const cells = shifts.map((_, c) => `${even("i * 64 + 1")} + ${shiftOf(c)} as c${c}`)
    const at = `timestamp '2026-01-01' + to_seconds(cast(i // ${rowsADay} * 86400 + i % ${rowsADay} * 345 as bigint)) as at`
    return connection.run(
      `create table ${name} as select ${at}, ${cells.join(", ")} from range(${from}, ${to}) as r(i)`,
    )
  }
  const rows = days * rowsADay
  await table("ref", 0, rows, () => `${even(`i // ${rowsADay} * 64 + 7`)} / 10`)
  await table("cur", rows, rows + rowsADay, (c) => `${shifts[c]}::double`)
  for (const name of ["ref", "cur"]) await connection.run(`copy ${name} to '${fileOf(name)}'`)
  connection.closeSync()
  instance.closeSync()
}

async function compared(reference: Dataset, current: Dataset): Promise<ColumnResult[]> {
  const options = { ...defaultOptions, multivariate: false }
  const found = await compareDatasets(reference, current, options, await loadRegistry())
  for (const side of [reference, current]) side.close()
  return found.columns.filter(({ name }) => name !== "at")
}

const byFile = async () => compared(await openDataset(fileOf("ref"), {}), await openDataset(fileOf("cur"), {}))
const byTable = async () => {
  const open = (name: string) => openEngine(`duckdb:${path}?table=${name}`, {}, caps)
  return compared(await open("ref"), await open("cur"))
}

/** Shifts between the last that is no drift by the files and the first that is, closer each time. */
let range: [number, number] = [0, 0.6]
const shiftsIn = ([low, high]: [number, number]) =>
  Array.from({ length: columns }, (_, c) => low + ((high - low) * c) / (columns - 1))

beforeAll(async () => {
  const shifts = shiftsIn(range)
  await makeTables(shifts)
  const found = await byFile()
  const first = found.findIndex(({ status }) => status === "drift")
  range = [shifts[Math.max(0, first - 1)], shifts[first]]
}, patience(120))

it.each([
  ["about as far", columns - 1],
  ["very nearly as far", columns],
])(
  "gives columns that moved %s the verdict of the file, or says that it is open",
  async (_, mostOpen) => {
    const shifts = shiftsIn(range)
    await makeTables(shifts)
    const [exact, pushed] = [await byFile(), await byTable()]
    expect(new Set(exact.map(({ status }) => status))).toEqual(new Set(["ok", "drift"]))
    const open = pushed.filter(({ status }) => status === "not_tested")
    for (const { reason } of open)
      expect(reason).toMatch(/resolution.* it open: moved by .* limit of the reference's own periods/)
    pushed.forEach((column, i) => {
      if (!open.includes(column)) expect([column.name, column.status]).toEqual([exact[i].name, exact[i].status])
    })
    expect(open.length).toBeLessThanOrEqual(mostOpen)
    console.log(`${open.length} of ${columns} left open, moved by ${shifts[0]} to ${shifts[columns - 1]}`)
    const first = exact.findIndex(({ status }) => status === "drift")
    range = [shifts[first - 1], shifts[first]]
  },
  patience(120),
)
