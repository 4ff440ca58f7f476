import { readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Report } from "../src/model.js"
import { freshFolder } from "./helpers/in-folder.js"
import { patience } from "./helpers/patience.js"
import { buildProject, bundle, runProject, withFile } from "./helpers/project-copy.js"

/**
 * Adding a thing is one file: each file of test/additions is laid into a built copy of the project at the same place under src/,
 * and works from the command line with no other file touched.
 */
const files = freshFolder()
const copies: string[] = []
let project: string
beforeAll(() => {
  project = buildProject()
  copies.push(project)
}, patience(60))
afterAll(() => copies.forEach((copy) => rmSync(copy, { recursive: true, force: true })))

/** Runs command lines of the project with this one file added. */
function withAddition(file: string): (...args: string[]) => ReturnType<typeof runProject> {
  const copy = withFile(project, file, readFileSync(join("test/additions", file), "utf8"))
  copies.push(copy)
  return (...args) => runProject(copy, args)
}

const csv = (name: string, column: string, cells: readonly (string | number)[]) =>
  files.write(`${name}.csv`, `${column}\n${cells.join("\n")}\n`)
const repeated = (rows: number, cells: readonly (string | number)[]) =>
  Array.from({ length: rows }, (_, i) => cells[i % cells.length])

describe("the project without additions", () => {
  it("works in a copy, and knows none of them", () => {
    expect(runProject(project, ["methods", "ks"])).toMatchObject({ code: 0, stderr: "" })
    expect(runProject(project, ["compare", "--help"]).stdout).not.toContain("one-line")
    for (const [list, id] of [
      ["methods", "bhattacharyya"],
      ["checks", "zero-values"],
    ])
      expect(runProject(project, [list, id])).toMatchObject({ code: 2, stdout: "" })
  })
})

it("a method is one file: listed, explained, chosen and measured", () => {
  const run = withAddition("methods/bhattacharyya.ts")
  expect(run("methods").stdout).toMatch(/^bhattacharyya +num cat bool +Bhattacharyya distance$/m)
  expect(run("methods", "bhattacharyya").stdout).toContain("Drift when  distance at or above 0.01")
  // Shares 1/2, 1/2 against 9/10, 1/10: −log(√0.45 + √0.05) = 0.11157.
  const reference = csv("ref", "colour", repeated(1000, ["red", "blue"]))
  const current = csv("cur", "colour", repeated(1000, [...repeated(9, ["red"]), "blue"]))
  const line = ["compare", reference, current, "--no-output", "--format", "json"]
  const report = JSON.parse(run(...line, "--method", "bhattacharyya").stdout) as Report
  expect(report.columns[0]).toMatchObject({ status: "drift", method: "bhattacharyya", threshold: 0.01 })
  expect(report.columns[0].drift_score).toBeCloseTo(-Math.log(Math.sqrt(0.45) + Math.sqrt(0.05)), 12)
})

it("a method is one file in the bundled program too", () => {
  const copy = withFile(
    project,
    "methods/bhattacharyya.ts",
    readFileSync("test/additions/methods/bhattacharyya.ts", "utf8"),
  )
  copies.push(copy)
  bundle(copy)
  for (const part of ["methods", "cli.js"]) rmSync(join(copy, "dist", part), { recursive: true })
  expect(runProject(copy, ["methods"]).stdout).toMatch(/^bhattacharyya +num cat bool +Bhattacharyya distance$/m)
})

it("a check is one file: listed with both its limits, run with and without a reference, and configured", () => {
  const run = withAddition("checks/data/zero-values.ts")
  expect(run("checks").stdout.match(/^zero-values .*$/gm)).toEqual([
    expect.stringMatching(/ref \+ 50% +ref \+ 80% +Zeros did not rise$/),
    expect.stringMatching(/90% +never +Few numbers are zero$/),
  ])
  const reference = csv("ref", "amount", repeated(1000, [0, 1, 2, 3]))
  const current = csv("cur", "amount", repeated(1000, [...repeated(19, [0]), 5]))
  const found = (...args: string[]) => {
    const { checks } = JSON.parse(run(...args, "--no-output", "--format", "json").stdout) as Report
    return checks.filter(({ id }) => id === "zero-values")
  }
  expect(found("compare", reference, current)).toMatchObject([
    {
      column: "amount",
      status: "warn",
      value: 0.95,
      reference_value: 0.25,
      message: expect.stringContaining("950 zeros") as string,
    },
  ])
  const strict = files.write("strict.yaml", "checks: { zero-values: { fail: 0.1 } }\nrules: [rows() > 1]\n")
  expect(found("compare", reference, current, "--config", strict)).toMatchObject([{ status: "fail" }])
  expect(found("check", current, "--config", strict)).toMatchObject([
    { column: "amount", status: "fail", value: 0.95, reference_value: null, fail_limit: 0.1 },
  ])
})

it("a reporter is one file: a flag, a format for stdout, a key of the configuration and a word in help and completion", () => {
  const run = withAddition("reporters/one-line.ts")
  const cells = repeated(100, ["a", "b"])
  const pair = [csv("ref", "word", cells), csv("cur", "word", cells)]
  const line = "0\tno_drift\t0/1\tcur.csv\n"
  expect(run("compare", ...pair, "--no-output", "--format", "one-line")).toEqual({ code: 0, stdout: line, stderr: "" })
  expect(run("compare", ...pair, "-q", "--one-line", files.path("flag.log")).code).toBe(0)
  const config = files.write("config.yaml", `outputs: { one-line: ${JSON.stringify(files.path("key.log"))} }\n`)
  expect(run("compare", ...pair, "-q", "--config", config).code).toBe(0)
  expect([files.read("flag.log"), files.read("key.log")]).toEqual([line, line])
  for (const args of [
    ["compare", "--help"],
    ["check", "--help"],
    ["completion", "bash"],
  ])
    expect(run(...args).stdout).toContain("--one-line")
  expect(run("compare", "--help").stdout).toMatch(/--format <id>.*one-line/s)
})

it("a format is one file: known by its ending, and compared with the same rows in another format", () => {
  const run = withAddition("sources/formats/json-list.ts")
  const rows = repeated(100, [1, 2, 3, 4]).map((n) => ({ n, even: n === 2 || n === 4, word: n === 1 ? "one" : "more" }))
  const list = files.write("rows.json", JSON.stringify(rows))
  const table = files.write("rows.csv", `n,even,word\n${rows.map((row) => Object.values(row).join(",")).join("\n")}\n`)
  const { code, stdout, stderr } = run("compare", list, table, "--no-output", "--format", "json")
  expect([code, stderr]).toEqual([0, ""])
  const { columns, schema } = JSON.parse(stdout) as Report
  expect(columns.map(({ name, type, effect }) => [name, type, effect?.drift_score])).toEqual([
    ["n", "numeric", 0],
    ["even", "boolean", 0],
    ["word", "categorical", 0],
  ])
  expect(schema.type_changed).toEqual([])
  const refused = run("compare", files.write("bad.json", "{}"), table)
  expect(refused).toMatchObject({ code: 2, stdout: "" })
  expect(refused.stderr).toContain("not a list of objects")
})

it("a command is one file: listed in its group, with arguments, settings, flags of its own and its help, and completed", () => {
  const run = withAddition("commands/rows.ts")
  const [one, two] = [csv("one", "n", [1, 2, 3]), csv("two", "n", [4, 5])]
  expect(run("rows", one, two)).toEqual({ code: 0, stdout: "3\n2\n", stderr: "" })
  expect(run("rows", "--total", one, two, "--delimiter", ";").stdout).toBe("5\n")
  expect(run("rows", files.path("none.csv"))).toMatchObject({ code: 2, stdout: "" })
  expect(run("rows").stderr).toContain("missing required argument 'files'")
  expect(run("rwos", one).stderr).toContain("(Did you mean rows?)")
  expect(run("--help").stdout).toMatch(
    /Prepare:\n(?: .*\n)* {2}rows \[options\] <files\.\.\.> +count the rows of files/,
  )
  const help = run("rows", "--help").stdout
  expect(help).toMatch(/--total +add them up/)
  expect(help).toMatch(/Inputs:\n {2}--null-values/)
  expect(help).toMatch(/Exit codes:\n {2}0 {2}counted\n {2}2 {2}an unreadable file/)
  expect(run("completion", "bash").stdout).toContain("--total")
})

it("a setting is one row: a flag, a key of the configuration, a default, a refusal and a word in the help", () => {
  const table = readFileSync("src/options/settings/judging.ts", "utf8")
  const row = readFileSync("test/additions/settings/judging.txt", "utf8")
  const source = table
    .replace("  min_rows: {", `${row}  min_rows: {`)
    .replace(/import \{\s*aboveZero,/, "import { aboveZero, countUpTo,")
  const copy = withFile(project, "options/settings/judging.ts", source)
  copies.push(copy)
  const run = (...args: string[]) => runProject(copy, args)
  const settings = (...args: string[]) => run("compare", "a", "b", "--print-config", ...args)
  const config = files.write("patience.yaml", "patience: 5\n")
  expect(settings("--no-config").stdout).toContain("patience: 3 # default\n")
  expect(settings("--config", config).stdout).toContain(`patience: 5 # ${config}:1:1\n`)
  expect(settings("--config", config, "--patience", "7").stdout).toContain("patience: 7 # --patience\n")
  expect(settings("--patience", "10").stderr).toContain("It takes a whole number from 1 to 9.")
  const wrong = settings("--config", files.write("wrong.yaml", "patience: 0\n"))
  expect(wrong.stderr).toContain("wrong.yaml:1:11: patience must be at least 1, not 0")
  expect(run("compare", "--help").stdout.replace(/\s+/g, " ")).toContain(
    "--patience <n> runs that may drift before anyone is woken (default: 3)",
  )
  expect(run("completion", "fish").stdout).toContain("-l patience ")
})

it("a metric is one file: listed, explained, measured on both sides, judged and limited", () => {
  const run = withAddition("metrics/system/slow_share.ts")
  expect(run("metrics").stdout).toMatch(/^slow_share +infrastructure +share +lower +latency +Slow answers$/m)
  expect(run("metrics", "slow_share").stdout).toContain("Fails      more than 0.1 above the reference")
  const reference = csv("ref", "latency_ms", repeated(1000, [...repeated(49, [200]), 1500]))
  const current = csv("cur", "latency_ms", repeated(1000, [...repeated(4, [200]), 1500]))
  const measured = (...args: string[]) => {
    const { stdout } = run("compare", reference, current, "--no-output", "--format", "json", ...args)
    const report = JSON.parse(stdout) as Report
    return { report, metric: report.metrics.find(({ id }) => id === "slow_share") }
  }
  const { report, metric } = measured()
  expect(metric).toMatchObject({ value: 0.2, reference_value: 0.02, status: "fail", rows: 1000 })
  expect(report.setup.roles).toEqual([{ role: "latency", column: "latency_ms", reason: "found by its name" }])
  expect(report.verdict.causes.map(({ id }) => id)).toContain("metrics")
  const mild = files.write("mild.yaml", "metrics: { slow_share: { warn: 0.5, fail: null } }\n")
  expect(measured("--config", mild).metric).toMatchObject({ status: "pass", warn_limit: 0.5, fail_limit: null })
})
