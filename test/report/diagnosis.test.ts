/** What faults that were made on purpose look like to `explain`: those of real flights, and made-up ones of each other kind. */
import { describe, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { diagnose, diagnoseRows, type Diagnosis } from "../../src/report/diagnosis.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"
import { generator, normal } from "../helpers/sample-columns.js"

const files = freshFolder()

async function compare(...args: string[]): Promise<Report> {
  return JSON.parse((await runCli(["compare", ...args, "--no-output", "-f", "json"])).stdout) as Report
}

function kinds(report: Report, ...names: string[]): Record<string, Diagnosis["kind"]> {
  const found = names.map((name) => {
    const column = report.columns.find((each) => each.name === name)
    if (column === undefined) throw new Error(`no column ${name}`)
    return [name, diagnose(column, report).kind]
  })
  return Object.fromEntries(found) as Record<string, Diagnosis["kind"]>
}

it("knows each fault of flights_schema by its kind", async () => {
  const report = await compare("fixtures/data/flights_schema_ref.parquet", "fixtures/data/flights_schema_cur.parquet")
  const faults: Record<string, Diagnosis["kind"]> = {
    ...{ dep_delay: "schema", departure_delay: "schema", year: "schema", source_system: "schema", flight: "schema" },
    ...{ time_hour: "schema", distance: "unit", origin: "spelling", tailnum: "default value", visib: "default value" },
    ...{ temp: "missing values", month: "calendar", day: "calendar" },
  }
  expect(kinds(report, ...Object.keys(faults))).toEqual(faults)
  expect(diagnoseRows(report).map(({ kind }) => kind)).toEqual(["a join", "copied rows"])
})

it("knows the faults of periods_flights that drift, though a day hides the factor", async () => {
  const pair = ["fixtures/data/periods_flights_ref.parquet", "fixtures/data/periods_flights_fault.parquet"]
  const report = await compare(...pair, "--timestamp", "scheduled")
  expect(kinds(report, "air_time", "carrier")).toEqual({ air_time: "unit", carrier: "one source" })
  const [unit, source] = ["air_time", "carrier"].map((name) => {
    const column = report.columns.find((each) => each.name === name)
    return column === undefined ? "" : diagnose(column, report).because
  })
  expect(unit).toContain("near that of miles to kilometres (1.61). distance, which goes with it, did not move.")
  expect(source).toMatch(/^UA went from 17\.7% to 40\.5% of the rows/)
})

describe("made-up faults", () => {
  /** 1,500 rows of a number, and a category of five. */
  function table(name: string, change: (value: number, source: string) => [number, string] | null): string {
    const next = generator(5)
    const rows = Array.from({ length: 1500 }, () => {
      const value = 50 + 10 * normal(next)
      return change(value, ["a", "b", "c", "d", "e"][Math.floor(next() * 5)])
    }).filter((row) => row !== null)
    return files.write(
      name,
      ["amount,source", ...rows.map(([value, source]) => `${value.toFixed(3)},${source}`)].join("\n"),
    )
  }
  const against = async (change: Parameters<typeof table>[1]) =>
    compare(
      table("ref.csv", (value, source) => [value, source]),
      table("cur.csv", change),
    )

  it("a filter cuts an end off, or leaves a category out", async () => {
    expect(kinds(await against((value, source) => (value < 45 ? null : [value, source])), "amount")).toEqual({
      amount: "filter",
    })
    expect(kinds(await against((value, source) => (source === "c" ? null : [value, source])), "source")).toEqual({
      source: "filter",
    })
  })

  it("a season moves all values by about the same", async () => {
    expect(kinds(await against((value, source) => [value + 8, source]), "amount")).toEqual({ amount: "season" })
  })

  it("a default value stands at an end", async () => {
    let row = 0
    const found = await against((value, source) => [row++ % 8 === 0 ? 0 : value, source])
    expect(kinds(found, "amount")).toEqual({ amount: "default value" })
  })

  it("what fits none of them is said to fit none", async () => {
    const found = await against((value, source) => [50 + 2.2 * (value - 50), source])
    expect(kinds(found, "amount")).toEqual({ amount: "open" })
  })
})

describe("driftcheck explain", () => {
  it("explains the data set or a column of the report that is named, of a folder or of the newest run", async () => {
    const pair = ["fixtures/data/periods_flights_ref.parquet", "fixtures/data/periods_flights_fault.parquet"]
    const folder = files.path("reports")
    await runCli(["compare", ...pair, "--timestamp", "scheduled", "-o", folder])
    const whole = await runCli(["explain", folder])
    expect(whole.code).toBe(0)
    expect(whole.stdout).toMatch(/^Drift detected\. 2 of 11 tested columns drifted/)
    expect(whole.stdout).toContain("air_time: Median 134 → 198 (+47.7%). Looks like another unit.")
    const column = await runCli(["explain", folder, "carrier"])
    expect(column.stdout).toContain("Looks like: one source that sends more")
    expect(column.stdout).toContain("Which part moved: UA 17.7% → 40.5% (+22.8 points); B6")
    expect(column.stdout).toMatch(/To accept it for a while: columns: \{ carrier: \{ accept_until: 2026-12-23, /)
    expect(column.stdout).toContain("To leave it out: exclude: [carrier]")
    expect((await runCli(["explain", folder, "--column", "carrier"])).stdout).toBe(column.stdout)
    const wrong = await runCli(["explain", folder, "carier"])
    expect({ code: wrong.code, hint: wrong.stderr.includes("carrier") }).toEqual({ code: 2, hint: true })
    expect((await runCli(["explain", folder, "a", "--column", "b"])).code).toBe(2)
    expect((await runCli(["explain", "no/such/report.json"])).code).toBe(2)
  }, 120_000)
})
