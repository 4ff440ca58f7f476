import { readdirSync, readFileSync } from "node:fs"
import { Ajv, type ValidateFunction } from "ajv"
import { beforeAll, describe, expect, it } from "vitest"
import { reportSchema, type ReportSchema, type Schema } from "../scripts/report-schema.js"
import type { Report } from "../src/model.js"
import html from "../src/reporters/html.js"
import json from "../src/reporters/json.js"
import { runCli } from "./helpers/run-cli.js"
import {
  checksFailedReport,
  errorReport,
  hostileReport,
  noVerdictReport,
  quietReport,
  sampleReport,
  trendReport,
} from "./helpers/sample-report.js"

let schema: ReportSchema
let validate: ValidateFunction
/** Allows no other field. */
let validateClosed: ValidateFunction
beforeAll(() => {
  schema = reportSchema()
  const compile = (each: object) => new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }).compile(each)
  validate = compile(schema)
  validateClosed = compile(JSON.parse(JSON.stringify(closed(schema))) as object)
})

/** A copy in which every object holds the fields it names and no other. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed)
  if (value === null || typeof value !== "object") return value
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, closed(item)]))
  return "properties" in value && "required" in value ? { ...copy, additionalProperties: false } : copy
}

const errors = (report: unknown) => (validate(report) ? [] : validate.errors)
const errorsClosed = (report: unknown) => (validateClosed(report) ? [] : validateClosed.errors)

describe("the schema of report.json", () => {
  it("is printed by `driftcheck schema report`", async () => {
    const stdout = readFileSync("schema/report.json", "utf8")
    expect(await runCli(["schema", "report"])).toEqual({ code: 0, stdout, stderr: "" })
  })

  it("holds for made-up reports in every state", () => {
    const made = [
      sampleReport(),
      checksFailedReport(),
      quietReport(),
      noVerdictReport(),
      errorReport(),
      hostileReport(),
      trendReport(),
    ]
    for (const report of made) expect(errorsClosed(JSON.parse(json.render(report)))).toEqual([])
  })

  it("allows more fields, but no other words, no missing fields and no text for a number", () => {
    const report = sampleReport()
    expect(errors({ ...report, more: 1 })).toEqual([])
    expect(errors({ ...report, verdict: { ...report.verdict, status: "fine" } })).not.toEqual([])
    expect(errors({ ...report, verdict: { ...report.verdict, exit_code: 3 } })).not.toEqual([])
    expect(errors({ ...report, drift: { ...report.drift, drift_share: "0.3" } })).not.toEqual([])
    expect(errors({ ...report, drift: { ...report.drift, drift_share: null } })).not.toEqual([])
    expect(errors({ ...report, columns: undefined })).not.toEqual([])
    expect(errors({ ...report, schema_version: 3 })).not.toEqual([])
  })

  it("lists every object's fields as needed, those that may be absent apart", () => {
    const absent = Object.entries(schema.definitions).flatMap(
      ([name, { properties = {}, required = [] }]: [string, Schema]) =>
        Object.keys(properties)
          .filter((field) => !required.includes(field))
          .map((field) => `${name}.${field}`),
    )
    // What is null may be left out of these.
    const brief = absent.filter((field) => /^(ColumnSummary|Measurement)\./.test(field))
    expect(brief).toHaveLength(30)
    expect(brief).toContain("Measurement.noise_floor")
    expect(brief).toContain("Measurement.between")
    expect(brief).not.toContain("Measurement.threshold")
    expect(absent.filter((field) => !brief.includes(field))).toEqual([
      "DatasetFacts.table",
      "DatasetFacts.fetched",
      "CauseCheck.rule",
      "SinceItem.rule",
      "SinceItem.labels",
      "DriftFacts.max_drifted",
      "DriftFacts.by_periods",
      "TestedColumn.critical",
      "TestedColumn.watched",
      "TestedColumn.accepted",
      "TestedColumn.passed",
      "TestedColumn.period",
      "TestedColumn.course",
      "TestedColumn.word_shift",
      "TestedColumn.what_changed",
      "TestedColumn.effects",
      "MissingTest.period_limit",
      "CategoryTable.new_values",
      "CategoryTable.gone_rows",
      "CategoryTable.gone_values",
      "UntestedColumn.critical",
      "UntestedColumn.watched",
      "UntestedColumn.accepted",
      "UntestedColumn.passed",
      "UntestedColumn.period",
      "UntestedColumn.course",
      "UntestedColumn.word_shift",
      "UntestedColumn.what_changed",
      "SchemaChange.reordered",
      "MetricResult.relative_error",
      "MetricResult.level",
      "PerformanceReport.shift",
      "PerformanceReport.chunks",
      "PerformanceReport.changes",
      "WindowFacts.sample",
      "CheckResult.rule",
      "Trend.unusual",
      "Trend.beside_runs",
      "TrendRun.share_band",
      "TrendColumn.mark",
      "TrendMetric.bands",
      "TrendMetric.outside",
    ])
  })
})

/** Every command line of fixtures/cases that compares, and every pair of real files. */
function commandLines(): string[][] {
  const cases = readdirSync("fixtures/cases").map(
    (name) => (JSON.parse(readFileSync(`fixtures/cases/${name}/case.json`, "utf8")) as { args: string[] }).args,
  )
  const compares = cases.filter(([command, ...rest]) => command === "compare" && rest.length > 1)
  const files = readdirSync("fixtures/data")
  const pairs = files
    .filter((file) => /_ref\.(parquet|csv)$/.test(file) && files.includes(file.replace("_ref.", "_cur.")))
    .map((file) => ["compare", `fixtures/data/${file}`, `fixtures/data/${file.replace("_ref.", "_cur.")}`])
  return [...compares, ...pairs]
}

/** Without what says where the report goes. */
function quietly(args: readonly string[]): string[] {
  const kept = args.filter(
    (arg, i) =>
      !["-f", "--format", "--json", "-o"].includes(arg) && !["-f", "--format", "--json", "-o"].includes(args[i - 1]),
  )
  return [...kept.filter((arg) => arg !== "--no-output"), "--no-output"]
}

describe("reports of real files", () => {
  for (const args of commandLines())
    it(`${args.slice(1).join(" ").replaceAll("fixtures/data/", "")}: valid, and the page comes from the JSON alone`, async () => {
      const line = quietly(args)
      const { code, stdout } = await runCli([...line, "--format", "json"])
      if (stdout === "") {
        expect(code).toBe(2)
        return
      }
      const report = JSON.parse(stdout) as Report
      expect(errors(report)).toEqual([])
      expect(errorsClosed(report)).toEqual([])
      expect(json.render(report)).toBe(stdout)
      const page = (await runCli([...line, "--html", "-"])).stdout
      // The page names the command line; the two runs differ in it by what was asked for.
      expect(await html.render({ ...report, command: report.command.replace("--format json", "--html -") })).toBe(page)
    })
})
