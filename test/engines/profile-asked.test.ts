/** What a profile of a table in an engine keeps of days and predictions, and what it says of what it cannot keep. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import type { Profile } from "../../src/profiles/profile.js"
import { duckdbFile } from "../helpers/duckdb-table.js"
import { patience } from "../helpers/patience.js"
import { runCli } from "../helpers/run-cli.js"

const flights = (side: string) => `fixtures/data/periods_flights_${side}.parquet`
const folder = mkdtempSync(join(tmpdir(), "driftcheck-asked-"))
const at = (name: string) => join(folder, name)

let tables: Awaited<ReturnType<typeof duckdbFile>>
beforeAll(async () => {
  tables = await duckdbFile({
    ...{ ref: flights("ref"), cur: flights("cur"), fault: flights("fault") },
    loans: "fixtures/data/carloan_ref.parquet",
  })
}, patience(60))
afterAll(() => {
  tables.remove()
  rmSync(folder, { recursive: true })
})

const address = (table: string) => `duckdb:${tables.path}?table=${table}`
const profile = (path: string) => JSON.parse(readFileSync(path, "utf8")) as Profile

async function compare(reference: string, current: string): Promise<Report> {
  const { stdout } = await runCli(["compare", reference, current, "--format", "json"])
  return JSON.parse(stdout) as Report
}

it(
  "keeps the days of a table as those of its file, and a later day is held to them",
  async () => {
    const saved = { file: at("file.profile.json"), table: at("table.profile.json") }
    expect((await runCli(["profile", flights("ref"), "--every", "day", "-o", saved.file])).code).toBe(0)
    expect((await runCli(["profile", address("ref"), "--every", "day", "-o", saved.table])).code).toBe(0)
    const [ofFile, ofTable] = [profile(saved.file), profile(saved.table)]
    expect(ofTable.periods?.days).toEqual(ofFile.periods?.days)
    expect(ofTable.periods?.rows).toEqual(ofFile.periods?.rows)
    for (const side of ["cur", "fault"]) {
      const [file, table] = [await compare(saved.file, flights(side)), await compare(saved.table, address(side))]
      expect(table.verdict.status).toBe(file.verdict.status)
      expect(table.verdict.exit_code).toBe(side === "cur" ? 0 : 1)
      const figures = ({ columns }: Report) =>
        columns.map(({ name, status, period }) => ({ name, status, limit: period?.limit, distance: period?.distance }))
      const expected = new Map(figures(file).map((each) => [each.name, each]))
      for (const { name, status, limit, distance } of figures(table)) {
        const other = expected.get(name)
        expect([name, status]).toEqual([name, other?.status])
        // Digits of a distance that a profile keeps.
        if (limit != null) expect(limit / (other?.limit ?? NaN)).toBeCloseTo(1, 2)
        if (distance != null) expect(distance).toBeCloseTo(other?.distance ?? NaN, 9)
      }
    }
  },
  patience(120),
)

it(
  "says which column has the time, and that days are too few",
  async () => {
    const none = await runCli([
      "profile",
      address("loans"),
      "--every",
      "day",
      "--timestamp",
      "repaid",
      "-o",
      at("x.json"),
    ])
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('has no column of times called "repaid"')])
    const few = await runCli(["profile", address("cur"), "--every", "day", "-o", at("x.json")])
    expect([few.code, few.stderr]).toEqual([2, expect.stringContaining("fewer than seven days")])
  },
  patience(60),
)

it(
  "says that how good predictions are is not known without rows, and keeps the rest",
  async () => {
    const path = at("loans.profile.json")
    const roles = ["--target", "repaid", "--prediction", "y_pred_proba"]
    const { code, stderr } = await runCli(["profile", address("loans"), ...roles, "-o", path])
    expect(code).toBe(0)
    expect(stderr).toMatch(/note: .*(no single rows|no rows)/)
    expect(profile(path).performance).toBeUndefined()
    expect(profile(path).columns.map(({ name }) => name)).toContain("y_pred_proba")
    const { code: compared } = await runCli(["compare", path, address("loans"), ...roles, "--no-output"])
    expect(compared).toBe(0)
  },
  patience(60),
)

it(
  "says that labels that come later need the rows",
  async () => {
    const labels = ["--labels", "fixtures/data/calhousing_delayed_labels.csv", "--id", "loan_id"]
    const { code, stderr } = await runCli(["profile", address("loans"), ...labels, "-o", at("x.json")])
    expect([code, stderr]).toEqual([2, expect.stringMatching(/row/)])
  },
  patience(60),
)
