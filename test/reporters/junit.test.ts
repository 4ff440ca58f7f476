import { expect, test } from "vitest"
import type { Report } from "../../src/model.js"
import junit from "../../src/reporters/junit.js"
import {
  checksFailedReport,
  errorReport,
  hostileReport,
  withCauses,
  noVerdictReport,
  sampleReport,
} from "../helpers/sample-report.js"

const failures = (report: Report) =>
  Array.from(junit.render(report).matchAll(/name="([^"]*)"><failure/g), ([, name]) => name)

test("only what fails the run is a failure", () => {
  const report = checksFailedReport()
  expect(failures(report)).toEqual(["verdict", "missing: months_since_delinquency", "out-of-range: branch_distance_km"])
  const failingOn = (...causes: string[]) => withCauses({ ...report, setup: { ...report.setup, fail_on: causes } })
  expect(failures(failingOn("drift"))).toEqual(["verdict"])
  expect(failures(failingOn("warnings"))).toHaveLength(6)
  expect(failures(sampleReport())).toContain("interest_rate")
})

test("a part that broke is an error, and a critical column fails alone", () => {
  expect(junit.render(errorReport())).toContain(
    'name="age"><error message="page 3 of column age is cut short" type="columns"/>',
  )
  const { columns, ...rest } = checksFailedReport()
  const critical = columns.map((column) =>
    column.name === "purpose" ? { ...column, critical: true as const } : column,
  )
  expect(failures(withCauses({ ...rest, columns: critical, setup: { ...rest.setup, fail_on: ["critical"] } }))).toEqual(
    ["verdict", "purpose"],
  )
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
  const report = withCauses({ ...rest, multivariate: [result], setup: { ...setup, fail_on: ["multivariate"] } })
  expect(failures(report)).toEqual(["verdict", "domain-classifier"])
})

test("hostile names give well-formed XML", () => {
  const text = junit.render(hostileReport())
  // eslint-disable-next-line no-control-regex -- what XML 1.0 forbids
  const forbidden = /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/
  expect(text).not.toMatch(forbidden)
  expect(text).not.toMatch(
    /&(?!(amp|lt|gt|quot|apos);)|<(?!\/?(\?xml|testsuites?|testcase|failure|error|skipped|properties|system-out|system-err)\b)/,
  )
})

/**
 * What both schemas have in common, as tables: the attributes that Ant's demands (windyroad/JUnit-Schema, JUnit.xsd) and those that Jenkins's
 * allows (xunit-plugin, junit-10.xsd). The order of children is Ant's. Validated against both schemas themselves with libxml2.
 */
const demanded: Record<string, string[]> = {
  testsuites: [],
  testsuite: ["name", "timestamp", "hostname", "tests", "failures", "errors", "time", "package", "id"],
  testcase: ["name", "classname", "time"],
  failure: ["type"],
  error: ["type"],
}
const allowed: Record<string, string[]> = {
  testsuites: [],
  testsuite: [...demanded.testsuite, "skipped"],
  testcase: demanded.testcase,
  failure: ["type", "message"],
  error: ["type", "message"],
  skipped: ["message"],
}

test("elements and attributes are those of the schemas of Ant and Jenkins", () => {
  for (const report of [sampleReport(), checksFailedReport(), errorReport(), hostileReport(), noVerdictReport()]) {
    const text = junit.render(report)
    for (const [, element, rest] of text.matchAll(/<([a-z-]+)((?: [a-z]+="[^"]*")*)\/?>/g)) {
      const attributes = Array.from(rest.matchAll(/ ([a-z]+)="/g), ([, name]) => name)
      expect(new Set(attributes).size).toBe(attributes.length)
      for (const name of demanded[element] ?? []) expect(attributes).toContain(name)
      for (const name of attributes) expect(allowed[element] ?? []).toContain(name)
    }
    const suites = Array.from(text.matchAll(/<testsuite [^]*?<\/testsuite>/g), ([suite]) => suite)
    expect(suites.length).toBeGreaterThan(0)
    suites.forEach((suite, id) => {
      expect(suite).toContain(` id="${id}" `)
      expect(suite).toMatch(/timestamp="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d" time="[\d.]+"/)
      const children = Array.from(suite.matchAll(/^ {4}<([a-z-]+)/gm), ([, name]) => name)
      const cases = children.length - 3
      expect(suite).toContain(` tests="${cases}" `)
      expect(children).toEqual([
        "properties",
        ...Array.from({ length: cases }, () => "testcase"),
        "system-out",
        "system-err",
      ])
    })
  }
})

test("what is new comes before the rest, in the order that it has", () => {
  const report = sampleReport()
  const names = (of: Report) =>
    Array.from(
      junit.render(of).matchAll(/classname="driftcheck\.columns" time="0" name="([^"]*)"/g),
      ([, name]) => name,
    )
  const last = names(report).at(-1) ?? ""
  const item = { kind: "column", id: null, column: last, runs: 1, since: null } as const
  const since = {
    run: "2026-09-30T021500Z",
    created_at: "2026-09-30T02:15:00.000Z",
    new: [item],
    lasting: [],
    back: [],
  }
  expect(names({ ...report, since })).toEqual([last, ...names(report).slice(0, -1)])
  expect(names({ ...report, since: { ...since, run: null } })).toEqual(names(report))
})
