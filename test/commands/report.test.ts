import { readdirSync } from "node:fs"
import { dirname } from "node:path"
import { expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import json from "../../src/reporters/json.js"
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

it("a report of an older version, without kind and causes, gives the same files", async () => {
  const older = (
    await runCli(["compare", ...loans, "--no-output", "--fail-on", "critical", "--fail-on", "drift", ...flags("run")])
  ).code
  expect(older).toBe(1)
  const { kind, ...report } = JSON.parse(files.read("run.json")) as Report
  const { causes, ...verdict } = report.verdict
  expect({ kind, causes }).toMatchObject({ kind: "comparison", causes: [{ id: "drift", columns: { length: 5 } }] })
  const path = files.write("older.json", JSON.stringify({ ...report, verdict }))
  expect((await runCli(["report", path, ...flags("again")])).code).toBe(0)
  for (const id of kinds) expect(files.read(`again.${id}`)).toBe(files.read(`run.${id}`))
  const unknown = files.write("unknown.json", JSON.stringify({ ...report, kind: "seance" }))
  expect((await runCli(["report", unknown])).stderr).toMatch(/is not a report of this version/)
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

it("what is no report ends in 2, says so, and leaves outputs alone", async () => {
  const cases = [
    ["gone.json", null, /cannot read .*: no such file/],
    ["torn.json", '{ "schema_version": 1, "colu', /is not a report/],
    ["other.json", "[1]", /is not a report/],
    ["null.json", "null", /is not a report/],
    ["newer.json", '{ "schema_version": 2, "columns": [] }', /is not a report of this version/],
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
