/** A profile of a table in an engine, held to one of the same rows in a file. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import { compareDatasets } from "../../src/compare/compare.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { ProfileDataset } from "../../src/datasets/profile-dataset.js"
import { usualCaps, type Caps } from "../../src/engines/asked.js"
import { openEngine } from "../../src/engines/open-engine.js"
import { defaultOptions } from "../../src/options/options.js"
import { makeProfile } from "../../src/profiles/make-profile.js"
import type { Profile } from "../../src/profiles/profile.js"
import { parseProfile } from "../../src/profiles/read-profile.js"
import { profileText } from "../../src/profiles/seal.js"
import { loadRegistry } from "../../src/registry.js"
import { duckdbFile } from "../helpers/duckdb-table.js"
import { runCli } from "../helpers/run-cli.js"

const files = { ref: "fixtures/data/carloan_ref.parquet", cur: "fixtures/data/carloan_cur.parquet" }
/** So few that numbers are put in bins. */
const fewValues: Caps = { values: 40, categories: 10_000, bins: 2048 }

let tables: Awaited<ReturnType<typeof duckdbFile>>
beforeAll(async () => {
  tables = await duckdbFile({ ...files, twice: `select * from '${files.ref}' union all select * from '${files.ref}'` })
})
afterAll(() => tables.remove())

const address = (table: string) => `duckdb:${tables.path}?table=${table}`

async function profileOf(table: string, caps: Caps = usualCaps): Promise<Profile> {
  const dataset = await openEngine(address(table), {}, caps)
  const profile = await makeProfile(dataset, { categorySalt: null })
  dataset.close()
  return parseProfile(Buffer.from(profileText(profile)), "ref.profile.json")
}

async function profileOfFile(): Promise<Profile> {
  const dataset = await openDataset(files.ref, {})
  const profile = await makeProfile(dataset, { categorySalt: null })
  dataset.close()
  return profile
}

const compared = async (profile: Profile) => {
  const current = await openDataset(files.cur, {})
  const options = { ...defaultOptions, multivariate: false }
  const found = await compareDatasets(new ProfileDataset("p", profile), current, options, await loadRegistry())
  current.close()
  return found
}

it("is the profile of the file, where every value is known", async () => {
  const [table, file] = [await profileOf("ref"), await profileOfFile()]
  expect(table.columns.map(({ name, points }) => ({ name, points }))).toEqual(
    file.columns.map(({ name, points }) => ({ name, points })),
  )
  const rowsOf = ({ columns }: Profile) =>
    columns.map(({ categories }) =>
      categories === null
        ? null
        : Object.fromEntries(categories.values.map((value, i) => [value, categories.counts[i]])),
    )
  expect(rowsOf(table)).toEqual(rowsOf(file))
  expect(table.row_facts).toEqual(file.row_facts)
  const [byTable, byFile] = [await compared(table), await compared(file)]
  expect(byTable.verdict.status).toBe(byFile.verdict.status)
  expect(byTable.columns.map(({ measurements }) => measurements)).toEqual(
    byFile.columns.map(({ measurements }) => measurements),
  )
})

it("states its resolution, and gives the verdict of the file or says that it is open", async () => {
  const profile = await profileOf("ref", fewValues)
  const rough = profile.columns.filter(({ points }) => (points?.resolution ?? 0) > 0)
  expect(rough.length).toBeGreaterThan(2)
  // A profile's own resolution, and one of so few bins: 0.0023.
  for (const { points } of rough) expect(points?.resolution).toBeLessThan(1 / 1600 + 0.0023)
  const reference = await openDataset(files.ref, {})
  const current = await openDataset(files.cur, {})
  const options = { ...defaultOptions, multivariate: false }
  const file = await compareDatasets(reference, current, options, await loadRegistry())
  for (const side of [reference, current]) side.close()
  const table = await compared(profile)
  expect(table.warnings.join()).toContain("every share of rows is within")
  let held = 0
  for (const [i, column] of table.columns.entries()) {
    const exact = file.columns[i]
    if (column.reason.includes("resolution")) expect(column.status).toBe("not_tested")
    else expect([column.name, column.status]).toEqual([exact.name, exact.status])
    for (const { method, between } of column.measurements) {
      const score = exact.measurements.find((other) => other.method === method)?.drift_score ?? null
      if (between === undefined || score === null) continue
      held++
      // Rounding of sums.
      const slack = 1e-9 * Math.max(1, between.high)
      expect([method, between.low <= score + slack, between.high >= score - slack]).toEqual([method, true, true])
    }
  }
  expect(held).toBeGreaterThan(15)
})

it("counts rows that repeat, and is made and compared from the command line", async () => {
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-profile-"))
  const path = join(folder, "ref.profile.json")
  try {
    const { code, stderr } = await runCli(["profile", address("twice"), "-o", path])
    expect([code, stderr]).toEqual([0, expect.stringContaining("30,000 rows")])
    const profile = JSON.parse(readFileSync(path, "utf8")) as Profile
    expect(profile.row_facts.duplicate_rows).toBeGreaterThanOrEqual(15_000)
    expect(profile.sources).toEqual([{ label: "twice", rows: 30_000, bytes: null, sha256: null }])
    const again = await runCli(["compare", path, address("cur"), "--no-output"])
    expect(again.stderr).toBe("")
    expect([0, 1]).toContain(again.code)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
