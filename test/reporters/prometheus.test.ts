import { expect, test } from "vitest"
import type { Report } from "../../src/model.js"
import prometheus from "../../src/reporters/prometheus.js"
import { numericColumn } from "../helpers/sample-columns.js"
import { hostileReport, noVerdictReport, reportOf, sampleReport } from "../helpers/sample-report.js"

const lines = (report: Report) => prometheus.render(report).split("\n").slice(0, -1)

/** The grammar of the text format: HELP and TYPE lines, and samples whose label values escape \, " and line feeds. */
const sample = /^driftcheck_[a-z_]+(\{[a-z]+="(?:[^"\\]|\\["\\n])*"\})? -?\d+(\.\d+)?(e[-+]?\d+)?$/
const head = /^# (HELP driftcheck_[a-z_]+ [^\\]+|TYPE driftcheck_[a-z_]+ gauge)$/

test("every line is a sample or the head of its metric, each metric in one piece", () => {
  for (const report of [sampleReport(), noVerdictReport(), hostileReport()]) {
    for (const line of lines(report)) expect(line).toMatch(line.startsWith("#") ? head : sample)
    const metrics = lines(report)
      .filter((line) => line.startsWith("# TYPE"))
      .map((line) => line.split(" ")[2])
    expect(new Set(metrics).size).toBe(metrics.length)
    const runs = lines(report)
      .filter((line) => !line.startsWith("#"))
      .map((line) => line.split(/[ {]/)[0])
    expect(runs.filter((metric, i) => metric !== runs[i - 1])).toEqual(metrics)
  }
})

test("the figures are the report's", () => {
  const text = prometheus.render(sampleReport())
  for (const line of [
    'driftcheck_verdict{status="drift"} 1',
    'driftcheck_verdict{status="no_drift"} 0',
    "driftcheck_exit_code 1",
    "driftcheck_drift_share_threshold 0.3",
    'driftcheck_rows{side="reference"} 10000',
    'driftcheck_checks{status="fail"} 2',
    "driftcheck_timestamp_seconds 1795400100",
    'driftcheck_column_drifted{column="interest_rate"} 1',
  ])
    expect(text).toContain(`\n${line}\n`)
  expect(text).toMatch(/\ndriftcheck_column_ratio\{column="interest_rate"\} \d/)
})

test("what has no figure has no line: an unanswered run has no drift share, an untested column no ratio", () => {
  expect(prometheus.render(noVerdictReport())).not.toMatch(/drift_share |column_ratio|HELP driftcheck_drift_share /)
  const { columns } = sampleReport()
  const untested = columns.filter(({ ratio }) => ratio === null)
  expect(untested.length).toBeGreaterThan(0)
  for (const { name } of untested)
    expect(prometheus.render(sampleReport())).not.toContain(`driftcheck_column_ratio{column="${name}"}`)
})

test("a name of the data set is a label of every sample, so that two data sets may lie side by side", () => {
  const samples = prometheus
    .render(sampleReport({ dataset: 'lo"ans' }))
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
  expect(samples.length).toBeGreaterThan(20)
  expect(samples.filter((line) => !/^\w+\{dataset="lo\\"ans"[,}]/.test(line))).toEqual([])
})

test("no two columns share their labels, whatever they are called", () => {
  const names = ["a\nb", "a\\nb", "a\\\\nb", 'q"q', 'q\\"q', "\u001b[31m", "\\x1b[31m", "\ud800"]
  const report = reportOf(names.map((name) => numericColumn(name, [1, 2, 3], [1, 2, 3], [3, 3])))
  const ratios = lines(report).filter((line) => line.startsWith("driftcheck_column_ratio"))
  expect(new Set(ratios).size).toBe(names.length)
  expect(ratios[0]).toContain('{column="a\\\\nb"}')
  // eslint-disable-next-line no-control-regex -- what must not be there
  expect(prometheus.render(report)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\ud800]/)
})
