import { readdirSync } from "node:fs"
import { dirname } from "node:path"
import { expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import json from "../../src/reporters/json.js"
import { randomNumbers } from "../../src/stats/random.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"
import { hostileReport, reportOf } from "../helpers/sample-report.js"
import { numericColumn } from "../helpers/sample-columns.js"

const files = freshFolder()
const loans = ["fixtures/data/carloan_ref.parquet", "fixtures/data/carloan_cur.parquet"]
const kinds = ["html", "json", "markdown", "junit", "prometheus"]
const flags = (prefix: string) => kinds.flatMap((id) => [`--${id}`, files.path(`${prefix}.${id}`)])

it("every file is the same from the run and from its JSON alone, byte for byte", async () => {
  const run = await runCli(["compare", ...loans, "--no-output", ...flags("run")])
  const again = await runCli(["report", files.path("run.json"), ...flags("again")])
  expect(run.code).toBe(1)
  expect(again).toMatchObject({ code: 0, stderr: "" })
  for (const id of kinds) expect(files.read(`again.${id}`)).toBe(files.read(`run.${id}`))
  // The table names the page that was written beside it.
  expect(again.stdout).toBe(run.stdout.replace("run.html", "again.html"))
})

it("a wide table's, whose file leaves out the curves that no page opens, gives the same files too", async () => {
  const random = randomNumbers(17)
  const names = Array.from({ length: 70 }, (_, i) => `c${i}`)
  const table = (shift: number) => {
    const row = () => names.map((_, i) => (random() + (i < 3 ? shift : 0)).toFixed(3)).join(",")
    return `${names.join(",")}\n${Array.from({ length: 60 }, row).join("\n")}\n`
  }
  const sides = [files.write("ref.csv", table(0)), files.write("cur.csv", table(3))]
  const run = await runCli(["compare", ...sides, "--no-output", ...flags("run")])
  expect(run).toMatchObject({ code: 0, stderr: "" })
  const { columns } = JSON.parse(files.read("run.json")) as Report
  const without = columns.filter(
    ({ distribution }) => distribution?.kind === "histogram" && distribution.reference_quantiles.length === 0,
  )
  expect(without.length).toBeGreaterThan(10)
  for (const more of [[], ["--details", "all"]]) {
    const again = await runCli(["report", files.path("run.json"), ...flags("again"), ...more])
    expect(again).toMatchObject({ code: 0, stderr: "" })
    if (more.length === 0) for (const id of kinds) expect(files.read(`again.${id}`)).toBe(files.read(`run.${id}`))
  }
})

it("a report of an older version, without kind and causes, gives the same files", async () => {
  const older = (
    await runCli(["compare", ...loans, "--no-output", "--fail-on", "critical", "--fail-on", "drift", ...flags("run")])
  ).code
  expect(older).toBe(1)
  const { kind, trend, ...report } = JSON.parse(files.read("run.json")) as Report
  const { causes, ...verdict } = report.verdict
  const { weighted_drift_share, ...drift } = report.drift
  const { config_found, ...setup } = report.setup
  expect([trend, weighted_drift_share, config_found]).toEqual([null, null, false])
  expect({ kind, causes }).toMatchObject({ kind: "comparison", causes: [{ id: "drift", columns: { length: 5 } }] })
  const path = files.write("older.json", JSON.stringify({ ...report, verdict, drift, setup }))
  expect((await runCli(["report", path, ...flags("again")])).code).toBe(0)
  for (const id of kinds) expect(files.read(`again.${id}`)).toBe(files.read(`run.${id}`))
  const unknown = files.write("unknown.json", JSON.stringify({ ...report, kind: "seance" }))
  expect((await runCli(["report", unknown])).stderr).toMatch(/is not a report of this version/)
})

/** Every place of a JSON value that holds something else than an object or a list, as the keys that lead there. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== "object" || value === null) return [path]
  return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]))
}

/** A copy with another value in one place; undefined takes the field away. */
function changed<T>(value: T, place: string[], to: unknown): T {
  if (place.length === 0) return to as T
  const [key, ...rest] = place
  const copy = (Array.isArray(value) ? [...(value as unknown[])] : { ...value }) as Record<string, unknown>
  copy[key] = changed(copy[key], rest, to)
  return copy as T
}

it("a report with one damaged field is shown, or refused in one line that names the field", async () => {
  const report = JSON.parse(json.render(hostileReport())) as Report
  const places = leaves(report)
  const values = [undefined, null, "", "x", "<b>|`x`", true, -1, 0.5, 1e300, [], {}, [null], { a: "b" }]
  const next = randomNumbers(17)
  const pick = <T>(of: readonly T[]) => of[Math.floor(next() * of.length)]
  const outputs = ["html", "junit", "prometheus", "json"].flatMap((id) => [`--${id}`, files.path(`shown.${id}`)])
  let refused = 0
  for (let i = 0; i < 300; i++) {
    // Half of the changes are made higher up: what a place lies in is replaced as a whole.
    const place = pick(places)
    const at = place.slice(0, next() < 0.5 ? place.length : 1 + Math.floor(next() * place.length))
    const path = files.write("damaged.json", JSON.stringify(changed(report, at, pick(values))))
    const { code, stderr } = await runCli(["report", path, "--format", "markdown", ...outputs])
    const last = Number.isNaN(Number(at.at(-1))) ? (at.at(-1) ?? "") : `[${at.at(-1) ?? ""}]`
    if (code === 0) continue
    refused++
    expect(code).toBe(2)
    expect(stderr).toMatch(/^error: .* is not a report of this version of driftcheck: .+\nhint: .*\n$/)
    expect(
      at.length > 3 || stderr.includes(last) || stderr.includes("is missing") ? "" : `${at.join(".")}: ${stderr}`,
    ).toBe("")
  }
  expect(refused).toBeGreaterThan(100)
})

it.each([
  [["columns", "0", "type"], "x", 'columns[0].type is "x", not "boolean", '],
  [["columns", "0", "drift_score"], "1", 'columns[0].drift_score is "1", not a number'],
  [["verdict", "status"], 3, "verdict.status is 3, not "],
  [["setup", "fail_on"], undefined, "setup.fail_on is missing"],
  [["reference"], [], "reference is a list, not an object"],
] as const)("a report whose %j is %j is refused by that name", async (at, to, what) => {
  const report = JSON.parse(json.render(hostileReport())) as Report
  const path = files.write("named.json", JSON.stringify(changed(report, [...at], to)))
  const { code, stderr } = await runCli(["report", path])
  expect([code, stderr]).toEqual([2, expect.stringContaining(`of driftcheck: ${what}`)])
})

it("stdout carries any form", async () => {
  const path = files.write("report.json", json.render(hostileReport()))
  const begins = { json: "{", markdown: "## ", junit: "<?xml", github: "::error title=", prometheus: "# HELP" }
  for (const [format, start] of Object.entries(begins)) {
    const { code, stdout } = await runCli(["report", path, "--format", format])
    expect(code).toBe(0)
    expect(stdout.slice(0, start.length)).toBe(start)
  }
  expect((await runCli(["report", path, "--html", "-"])).stdout).toMatch(/^<!doctype html>/i)
  expect((await runCli(["report", path, "-q"])).stdout).toBe("")
})

it("--details all opens every column of a wide page", async () => {
  const column = (_: unknown, i: number) => numericColumn(`c${i}`, [1, 2, 3], [1, 2, 3], [3, 3])
  const path = files.write("report.json", json.render(reportOf(Array.from({ length: 70 }, column))))
  const opened = async (...more: string[]) =>
    (await runCli(["report", path, "--html", "-", ...more])).stdout.match(/<details/g)?.length ?? 0
  expect((await opened("--details", "all")) - (await opened())).toBe(70)
})

it("a brief file of many columns shows what the whole report shows, and so does one of version 1", async () => {
  const column = (_: unknown, i: number) => numericColumn(`c${i}`, [1, 2, 3], [1, 2, 3], [3, 3])
  const report = reportOf(Array.from({ length: 70 }, column))
  const texts = [
    json.render(report),
    json.render(report, { compact: true }),
    json.render(report).replace('"schema_version": 2', '"schema_version": 1'),
  ]
  expect(texts[1]).toContain('"passed":[]')
  const shown = async (form: string, i: number) =>
    (await runCli(["report", files.write(`${i}.json`, texts[i]), `--${form}`, "-"])).stdout
  for (const form of ["html", "markdown", "junit", "csv"]) {
    const whole = await shown(form, 0)
    expect(whole.length).toBeGreaterThan(100)
    expect([await shown(form, 1), await shown(form, 2)], form).toEqual([whole, whole])
  }
})

it("what is no report ends in 2, says so, and leaves outputs alone", async () => {
  const cases = [
    ["gone.json", null, /cannot read .*: no such file/],
    ["torn.json", '{ "schema_version": 1, "colu', /is not a report .*: it is not complete JSON/],
    ["other.json", "[1]", /is not a report/],
    ["null.json", "null", /is not a report/],
    ["newer.json", '{ "schema_version": 3, "columns": [] }', /is not a report of this version/],
    ["bare.json", '{ "schema_version": 1, "columns": [] }', /is not a report/],
  ] as const
  for (const [name, text, message] of cases) {
    const path = text === null ? files.path(name) : files.write(name, text)
    const { code, stdout, stderr } = await runCli(["report", path, "--html", files.path("page.html")])
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(message)
  }
  expect((await runCli(["report", dirname(files.path("x"))])).stderr).toMatch(/it is a folder/)
  expect(readdirSync(dirname(files.path("x")))).not.toContain("page.html")
})

it("only one output goes to stdout, and an unwritable one is told", async () => {
  const path = files.write("report.json", json.render(hostileReport()))
  expect((await runCli(["report", path, "--html", "-", "--junit", "-"])).stderr).toContain(
    "only one output can go to stdout",
  )
  expect((await runCli(["report", path, "--prometheus", files.path("no/such.prom")])).code).toBe(2)
  expect((await runCli(["report", path, "--details", "some"])).stderr).toContain("It takes all.")
})
