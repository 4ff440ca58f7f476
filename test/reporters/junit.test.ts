import { expect, test } from "vitest"
import type { Report } from "../../src/model.js"
import junit from "../../src/reporters/junit.js"
import { checksFailedReport, errorReport, hostileReport, sampleReport } from "../helpers/sample-report.js"

const failures = (report: Report) =>
  Array.from(junit.render(report).matchAll(/name="([^"]*)"><failure/g), ([, name]) => name)

test("only what fails the run is a failure", () => {
  const report = checksFailedReport()
  expect(failures(report)).toEqual(["verdict", "missing: months_since_delinquency", "out-of-range: branch_distance_km"])
  const failingOn = (...causes: string[]) => ({ ...report, setup: { ...report.setup, fail_on: causes } })
  expect(failures(failingOn("drift"))).toEqual(["verdict"])
  expect(failures(failingOn("warnings"))).toHaveLength(6)
  expect(failures(sampleReport())).toContain("interest_rate")
})

test("a part that broke is an error, and a critical column fails alone", () => {
  expect(junit.render(errorReport())).toContain('name="age"><error message="page 3 of column age is cut short"/>')
  const { columns, ...rest } = checksFailedReport()
  const critical = columns.map((column) =>
    column.name === "purpose" ? { ...column, critical: true as const } : column,
  )
  expect(failures({ ...rest, columns: critical, setup: { ...rest.setup, fail_on: ["critical"] } })).toEqual([
    "verdict",
    "purpose",
  ])
})

test("columns together are cases of their own", () => {
  const result = {
    method: "domain-classifier",
    title: "Domain classifier",
    description: "",
    status: "drift" as const,
    reason: null,
    score: 0.7,
    threshold: 0.55,
    p_value: null,
    significance: null,
    reference_rows: 100,
    current_rows: 100,
    seed: 1,
    columns: [],
    shares_of: "",
  }
  const { setup, ...rest } = checksFailedReport()
  const report = { ...rest, multivariate: [result], setup: { ...setup, fail_on: ["multivariate"] } }
  expect(failures(report)).toEqual(["verdict", "domain-classifier"])
})

test("hostile names give well-formed XML", () => {
  const text = junit.render(hostileReport())
  // eslint-disable-next-line no-control-regex -- what XML 1.0 forbids
  const forbidden = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/
  expect(text).not.toMatch(forbidden)
  expect(text).not.toMatch(/&(?!(amp|lt|gt|quot|apos);)|<(?!\/?(\?xml|testsuites?|testcase|failure|error|skipped)\b)/)
})
