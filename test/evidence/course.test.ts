/** How columns run over the time of current: what each point holds, and what is usual. */
import { describe, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()

type Row = [at: string, amount: number | string, kind: string]

const table = (name: string, rows: readonly Row[]) =>
  files.write(name, ["at,amount,kind", ...rows.map((row) => row.join(","))].join("\n"))

/** Twelve rows an hour; `row` says what each holds. */
const hours = (from: string, n: number, row: (hour: number, i: number) => [number | string, string]): Row[] =>
  Array.from({ length: n * 12 }, (_, i) => {
    const at = new Date(Date.parse(from) + i * 300_000)
    return [at.toISOString(), ...row(at.getUTCHours(), i)]
  })

const calm = (hour: number, i: number): [number, string] => [hour + (i % 5), i % 3 === 0 ? "b" : "a"]

async function compare(...args: string[]): Promise<Report> {
  return JSON.parse((await runCli(["compare", ...args, "--no-output", "-f", "json"])).stdout) as Report
}

const lineOf = (report: Report, name: string, of: string) =>
  report.columns.find((column) => column.name === name)?.course?.find((line) => line.of === of)

const reference = () => table("reference.csv", hours("2026-03-01T00:00:00Z", 240, calm))

describe("a day by hours", () => {
  const fault = (hour: number, i: number): [number | string, string] =>
    hour >= 14 ? [i % 4 === 0 ? "" : 60 + (i % 5), "b"] : calm(hour, i)
  const current = () => table("day.csv", hours("2026-03-11T00:00:00Z", 24, fault))

  it("has the mean of each hour, beside that hour of the reference's days", async () => {
    const report = await compare(reference(), current())
    expect(report.course).toMatchObject({ timestamp: "at", unit: "hour", width: 1, reference_points: 240 })
    expect(report.course?.starts.slice(0, 2)).toEqual(["2026-03-11T00", "2026-03-11T01"])
    expect(report.course?.rows).toEqual(new Array(24).fill(12))
    const mean = lineOf(report, "amount", "mean")
    expect(mean?.usual).toHaveLength(24)
    // Rows 36 to 47 of the day: 3 + i mod 5, where i begins with 1.
    expect(mean?.values[3]).toBeCloseTo(3 + (1 + 2 + 3 + 4 + 0 + 1 + 2 + 3 + 4 + 0 + 1 + 2) / 12, 12)
    expect(mean?.usual[3].low).toBeGreaterThan(4.5)
    expect(mean?.usual[3].high).toBeLessThan(5.5)
    expect(mean?.values[20]).toBeGreaterThan(60)
  })

  it("has the share of the category that moved most, and of missing values", async () => {
    const report = await compare(reference(), current())
    const kind = lineOf(report, "kind", "share")
    expect(kind?.values.slice(12, 16).map((share) => Math.round((share ?? 0) * 12))).toEqual(
      kind?.value === "b" ? [4, 4, 12, 12] : [8, 8, 0, 0],
    )
    expect(lineOf(report, "kind", "missing")).toBeUndefined()
    expect(lineOf(report, "amount", "missing")?.values.slice(13, 15)).toEqual([0, 0.25])
  })

  it("shows nothing of a private column, and nothing of the column of times", async () => {
    const config = files.write("driftcheck.yaml", "columns: { amount: { private: true } }")
    const report = await compare(reference(), current(), "--config", config)
    const courses = Object.fromEntries(report.columns.map(({ name, course }) => [name, course?.length]))
    expect(courses).toEqual({ at: 0, amount: 0, kind: 1 })
  })
})

it("goes by days from 60 hours on and by several days from 60 days on, at most 60 points", async () => {
  const days = await compare(reference(), table("days.csv", hours("2026-03-11T06:00:00Z", 72, calm)))
  expect(days.course).toMatchObject({
    unit: "day",
    width: 1,
    starts: ["2026-03-11", "2026-03-12", "2026-03-13", "2026-03-14"],
  })
  const long = table(
    "long.csv",
    Array.from({ length: 1000 }, (_, i): Row => [new Date(Date.UTC(2026, 3, 1, i * 3)).toISOString(), i % 7, "a"]),
  )
  const pairs = await compare(reference(), long)
  expect(pairs.course).toMatchObject({ unit: "day", width: 3 })
  expect(pairs.course?.starts).toHaveLength(42)
})

it("has no course without a time, or where two columns could be it and none is named", async () => {
  const two = (name: string) =>
    files.write(
      name,
      [
        "first,second,x",
        ...hours("2026-03-01T00:00:00Z", 12, calm).map(([at, amount]) => `${at},${at},${amount}`),
      ].join("\n"),
    )
  const args = [two("two-ref.csv"), two("two-cur.csv")]
  expect((await compare(...args)).course).toBeUndefined()
  expect((await compare(...args, "--timestamp", "second")).course?.timestamp).toBe("second")
})

it("knows only the whole where the reference is a profile", async () => {
  const profile = files.path("reference.profile.json")
  await runCli(["profile", reference(), "-o", profile])
  const report = await compare(profile, table("hours.csv", hours("2026-03-11T00:00:00Z", 24, calm)))
  expect(report.course?.reference_points).toBe(0)
  expect(lineOf(report, "amount", "mean")?.usual).toMatchObject([{ low: null, high: null }])
})
