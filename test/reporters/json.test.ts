import { describe, expect, it, test } from "vitest"
import type { Report } from "../../src/model.js"
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

  it("leaves out the curves of columns that the page does not open, beyond 60 columns", () => {
    const [shape] = sampleReport().columns.filter(({ distribution }) => distribution?.kind === "histogram")
    const columns = Array.from({ length: 61 }, (_, i) => ({
      ...shape,
      name: `c${i}`,
      status: i === 7 ? "drift" : "ok",
    }))
    const report = { ...reportOf([]), columns: columns as Report["columns"] }
    const curves = (text: string) =>
      (JSON.parse(text) as Report).columns.map(({ distribution }) =>
        distribution?.kind === "histogram" ? distribution.reference_quantiles.length : null,
      )
    const points = curves(write(report))[0]
    expect(points).toBeGreaterThan(0)
    expect(curves(compact(report))).toEqual(columns.map((_, i) => (i === 7 ? points : 0)))
    expect(curves(compact(report, true))).toEqual(columns.map(() => points))
    const few = { ...report, columns: report.columns.slice(0, 60) }
    expect(curves(compact(few))).toEqual(few.columns.map(() => points))
  })

  it("refuses numbers that JSON cannot hold", () => {
    const report = { ...sampleReport(), extra: [1, NaN] }
    expect(() => compact(report)).toThrow("report.extra[1] is NaN, which JSON cannot hold")
  })
})

it("a page that is drawn from a file without curves leaves their chart out", async () => {
  const html = (await import("../../src/reporters/html.js")).default
  const report = sampleReport()
  const [shape] = report.columns.filter(({ distribution }) => distribution?.kind === "histogram")
  const columns = Array.from({ length: 61 }, (_, i) => ({ ...shape, name: `c${i}`, status: "ok" }))
  const read = JSON.parse(
    json.render({ ...report, columns: columns as Report["columns"] }, { compact: true }),
  ) as Report
  const page = await html.render(read, { allDetails: true })
  expect(page).toContain('aria-label="Distribution of c0: reference and current"')
  expect(page).not.toContain("Cumulative share of c0")
})
