import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { Profile } from "../../src/profiles/profile.js"
import type { Report } from "../../src/model.js"
import { runCli } from "../helpers/run-cli.js"

const folder = mkdtempSync(join(tmpdir(), "driftcheck-days-"))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)
const flights = (name: string) => `fixtures/data/periods_flights_${name}.parquet`
const kept = at("ref.profile.json")

beforeAll(async () => {
  const { code } = await runCli(["profile", flights("ref"), "--every", "day", "-o", kept])
  expect(code).toBe(0)
}, 60_000)

async function compare(...argv: string[]): Promise<Report> {
  const { stdout } = await runCli(["compare", ...argv, "--format", "json"])
  return JSON.parse(stdout) as Report
}

const saved = () => JSON.parse(readFileSync(kept, "utf8")) as Profile

test("a profile with its days gives the limits of its file to two thousandths, and the same verdict", async () => {
  for (const side of ["cur", "fault"]) {
    const [profile, file] = [await compare(kept, flights(side)), await compare(flights("ref"), flights(side))]
    expect(profile.verdict.exit_code).toBe(side === "cur" ? 0 : 1)
    expect(profile.columns.map(({ status }) => status)).toEqual(file.columns.map(({ status }) => status))
    expect(profile.periods).toMatchObject({
      timestamp: "scheduled",
      periods: 84,
      weekday: "Tuesday",
      day: "2013-04-30",
    })
    const limits = file.columns.flatMap(({ name, period }) =>
      period?.limit == null || period.same_weekday ? [] : [{ name, limit: period.limit, distance: period.distance }],
    )
    expect(limits.length).toBeGreaterThanOrEqual(9)
    const bounds = new Map(file.columns.map(({ name, period }) => [name, period?.locations.map(({ bound }) => bound)]))
    for (const { name, limit, distance } of limits) {
      const period = profile.columns.find((column) => column.name === name)?.period
      expect(Math.abs((period?.limit ?? 0) / limit - 1)).toBeLessThan(0.002)
      expect(period?.distance).toBeCloseTo(distance ?? NaN, 9)
      for (const [i, { bound }] of (period?.locations ?? []).entries())
        expect(Math.abs(bound / (bounds.get(name)?.[i] ?? 0) - 1)).toBeLessThan(0.002)
    }
  }
}, 120_000)

test("it holds no value of a single row beyond those of any profile, and takes 20 kB for 84 days and 12 columns", () => {
  const { periods } = saved()
  expect(periods?.days).toHaveLength(84)
  expect(JSON.stringify(periods).length).toBeLessThan(20_000)
})

test("merging says that days are not kept", async () => {
  const { code, stderr } = await runCli(["profile", "merge", kept, kept, "-o", at("merged.profile.json")])
  expect(code).toBe(0)
  expect(stderr).toContain("The days of the merged profiles were not kept")
  const report = await compare(at("merged.profile.json"), flights("cur"))
  expect(report.periods).toBeUndefined()
  expect(report.warnings.join("\n")).toContain("The days of the merged profiles were not kept")
}, 60_000)

test("days that were changed are damage, and days that do not fit are said", async () => {
  const profile = saved()
  writeFileSync(at("odd.profile.json"), JSON.stringify({ ...profile, periods: { ...profile.periods, rows: [1] } }))
  const { code, stderr } = await runCli(["compare", at("odd.profile.json"), flights("cur")])
  expect(code).toBe(2)
  expect(stderr).toContain("damaged profile")
  const zone = await compare(kept, flights("cur"), "--timezone", "America/New_York")
  expect(zone.periods).toBeUndefined()
  expect(zone.warnings.join("\n")).toContain("keeps days of UTC, not of America/New_York")
}, 60_000)

test("--timezone says where days begin, whatever the columns say", async () => {
  const { periods } = await compare(flights("ref"), flights("cur"), "--timezone", "America/New_York")
  expect(periods).toMatchObject({ timezone: "America/New_York" })
}, 60_000)

test("a file whose days are not clear is refused with what works", async () => {
  writeFileSync(at("t.csv"), `amount\n${Array.from({ length: 200 }, (_, i) => i).join("\n")}\n`)
  const none = await runCli(["profile", at("t.csv"), "--every", "day", "-o", at("t.profile.json")])
  expect([none.code, none.stderr]).toEqual([2, expect.stringContaining("which column has the time of the rows?")])
  const wrong = await runCli(["profile", flights("ref"), "--every", "day", "--timestamp", "carrier", "-o", "-"])
  expect(wrong.stderr).toContain('has no column of times called "carrier"')
  expect(wrong.stderr).toContain("it has scheduled")
})
