import { describe, expect, it, test } from "vitest"
import type { Histogram, Report } from "../../src/model.js"
import { whole } from "../../src/report/json/dense.js"
import json from "../../src/reporters/json.js"
import {
  checksFailedReport,
  errorReport,
  hostileReport,
  noVerdictReport,
  reportOf,
  sampleReport,
} from "../helpers/sample-report.js"

const write = (report: Report) => json.render(report)

/** So many numeric columns, of which one drifted, with two checks of each that pass and a warning. */
function manyColumns(n: number, drifted: number, change = (shape: Histogram): Histogram => shape): Report {
  const [shape] = sampleReport().columns.filter(({ distribution }) => distribution?.kind === "histogram")
  const columns = Array.from({ length: n }, (_, i) => ({
    ...shape,
    name: `c${i}`,
    status: i === drifted ? "drift" : "ok",
    distribution: change(shape.distribution as Histogram),
  })) as Report["columns"]
  const ids = ["missing-values", "out-of-range", "row-count", "unit-change"]
  const found = { value: 0, reference_value: 0, warn_limit: 1, fail_limit: null, message: "Fine" } as const
  return {
    ...reportOf([]),
    columns,
    checks: [
      ...ids
        .slice(0, 2)
        .flatMap((id) => columns.map(({ name }) => ({ id, column: name, status: "pass" as const, ...found }))),
      { id: ids[2], column: null, status: "pass", ...found },
      { id: ids[3], column: "c5", status: "warn", ...found },
    ],
    check_titles: ids.map((id) => ({ id, title: id, fail_title: id, unit: "share" })),
  }
}

test("every report comes back as it was", () => {
  for (const report of [sampleReport(), checksFailedReport(), errorReport(), noVerdictReport(), hostileReport()]) {
    expect(JSON.parse(write(report))).toEqual(report)
  }
})

test("fields come in one order, whatever order they were made in", () => {
  const report = sampleReport()
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed)
    if (value === null || typeof value !== "object") return value
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, item]) => [key, reversed(item)]),
    )
  }
  expect(write(reversed(report) as Report)).toBe(write(report))
  expect(Object.keys(JSON.parse(write(report)) as object).slice(0, 9)).toEqual([
    "kind",
    "schema_version",
    "driftcheck_version",
    "command",
    "created_at",
    "reference",
    "current",
    "verdict",
    "drift",
  ])
})

test("fields that the order does not name come last", () => {
  const report = { extra: 1, ...reportOf([]) }
  expect(Object.keys(JSON.parse(write(report)) as object).at(-1)).toBe("extra")
})

test("a long list of numbers stays on one line, and the text ends with a line feed", () => {
  const text = write(sampleReport())
  expect(text.endsWith("}\n")).toBe(true)
  expect(text).toMatch(/^ {8}"edges": \[[^\n]{200,}\],$/m)
  expect(text).toContain('"effect": { "method": "wasserstein", ')
})

test("a number that JSON cannot hold is a bug, named by its place", () => {
  const broken = (value: number) => {
    const report = sampleReport()
    const columns = report.columns.map((column, i) =>
      i === 2 ? { ...column, ratio: value } : column,
    ) as Report["columns"]
    return () => write({ ...report, columns })
  }
  expect(broken(NaN)).toThrow("report.columns[2].ratio is NaN")
  expect(broken(Infinity)).toThrow("report.columns[2].ratio is Infinity")
})

test("names that mean something to JavaScript are only names", () => {
  const parsed = JSON.parse(write(hostileReport())) as Report
  expect(parsed.columns.map(({ name }) => name)).toContain("__proto__")
})

describe("the JSON of a file", () => {
  const compact = (report: Report, allDetails = false) => json.render(report, { compact: true, allDetails })

  it("holds the same without spaces, a line for each column and check", () => {
    const report = sampleReport()
    const text = compact(report)
    expect(JSON.parse(text)).toEqual(report)
    expect(text.length).toBeLessThan(0.75 * write(report).length)
    const places = report.columns.map(({ name }) => text.indexOf(`\n{"name":${JSON.stringify(name)},`))
    expect(Math.min(...places)).toBeGreaterThan(0)
  })

  it("is brief about columns that the page does not open, beyond 60 columns", () => {
    const report = manyColumns(61, 7)
    const points = (text: string) =>
      (JSON.parse(text) as Report).columns.map(({ distribution }) =>
        distribution?.kind === "histogram" ? distribution.reference_quantiles.length : null,
      )
    const all = points(write(report))[0]
    expect(all).toBeGreaterThan(0)
    expect(points(compact(report))).toEqual(report.columns.map((_, i) => (i === 7 ? all : 0)))
    expect(points(compact(report, true))).toEqual(report.columns.map(() => all))
    const few = { ...report, columns: report.columns.slice(0, 60) }
    expect(points(compact(few))).toEqual(few.columns.map(() => all))
  })

  it("names the checks that such a column passes, and leaves out what is null of its figures", () => {
    const report = manyColumns(61, 7)
    const read = JSON.parse(compact(report)) as Report
    const [brief, opened] = [read.columns[0], read.columns[7]]
    expect(brief.passed).toEqual(["missing-values", "out-of-range"])
    expect(opened).toEqual(report.columns[7])
    expect(read.checks).toEqual(
      report.checks.filter(({ column, status }) => column === "c7" || column === null || status === "warn"),
    )
    expect(JSON.stringify([brief.measurements, brief.reference, brief.current])).not.toContain("null")
    expect(brief.reference?.mean).toBe(report.columns[0].reference?.mean)
  })

  it("is read as the report that was written, but for bars, curves and the figures of passed checks", () => {
    const report = manyColumns(61, 7)
    const read = whole(JSON.parse(compact(report)) as Report)
    const bare = (each: Report["columns"][number]) => ({ ...each, distribution: null, reference: null, current: null })
    expect(read.columns.map(bare)).toEqual(report.columns.map(bare))
    expect(read.columns[3].current).toEqual({ ...report.columns[3].current, top: [] })
    const names = ({ checks }: Report) => checks.map(({ id, column, status }) => [id, column, status])
    expect(names(read)).toEqual(names(report))
    expect(compact(read)).toBe(compact(report))
    expect(whole(report)).toBe(report)
  })

  it("holds both ends of equally wide bars, every edge of others", () => {
    const edges = (given: number[]) => {
      const report = manyColumns(61, 7, (shape) => ({
        ...shape,
        edges: given,
        reference: given.slice(1).map(() => 3),
        current: given.slice(1).map(() => 2),
      }))
      const text = compact(report)
      const [written, back] = [JSON.parse(text) as Report, whole(JSON.parse(text) as Report)].map(
        ({ columns: [{ distribution }] }) => distribution as Histogram,
      )
      return { written, back }
    }
    const even = edges(Array.from({ length: 33 }, (_, i) => -4 + i / 4))
    expect(even.written).toMatchObject({ edges: [-4, 4], reference: Array<number>(16).fill(6), gap: null })
    expect(even.back.edges).toEqual(Array.from({ length: 17 }, (_, i) => -4 + i / 2))
    const uneven = edges([0, 1, 2, 4, 8])
    expect(uneven.written.edges).toEqual([0, 1, 2, 4, 8])
    expect(uneven.back.edges).toEqual([0, 1, 2, 4, 8])
    const odd = edges(Array.from({ length: 22 }, (_, i) => i))
    expect([odd.written.edges, odd.written.reference.length]).toEqual([[0, 21], 21])
    expect(odd.back.edges).toEqual(Array.from({ length: 22 }, (_, i) => expect.closeTo(i, 9) as number))
  })

  it("refuses numbers that JSON cannot hold", () => {
    const report = { ...sampleReport(), extra: [1, NaN] }
    expect(() => compact(report)).toThrow("report.extra[1] is NaN, which JSON cannot hold")
  })
})

it("a page that is drawn from a file without curves leaves their chart out", async () => {
  const html = (await import("../../src/reporters/html.js")).default
  const read = whole(JSON.parse(json.render(manyColumns(61, 7), { compact: true })) as Report)
  const page = await html.render(read, { allDetails: true })
  expect(page).toContain('aria-label="Distribution of c0: reference and current"')
  expect(page).not.toContain("Cumulative share of c0")
})

it("the page of a file is that of its report, where many columns do not open", async () => {
  const html = (await import("../../src/reporters/html.js")).default
  const report = manyColumns(70, 7)
  const read = whole(JSON.parse(json.render(report, { compact: true })) as Report)
  expect(await html.render(read)).toBe(await html.render(report))
})
