import { expect, test } from "vitest"
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
