import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { trendOf } from "../../src/history/trend.js"
import type { HistoryRun, Report } from "../../src/model.js"
import { freshFolder } from "../helpers/in-folder.js"
import { historyColumn, historyRun } from "../helpers/history.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()
const table = (shift: number) =>
  ["a,b", ...Array.from({ length: 60 }, (_, row) => `${(row % 10) + shift},${row % 7}`)].join("\n")

it("checks and comparisons in one folder are told apart, and no trend holds both", async () => {
  const [reference, current] = [files.write("ref.csv", table(0)), files.write("cur.csv", table(1))]
  const config = files.write("driftcheck.yaml", "rules: [a < 10]\n")
  const reports = files.path("reports")
  const run = async (...args: string[]) =>
    (await runCli([...args, "--config", config, "--output", reports, "--quiet"])).code
  const latest = () => JSON.parse(readFileSync(join(reports, "latest/report.json"), "utf8")) as Report
  expect(await run("check", reference)).toBe(0)
  expect(await run("compare", reference, reference)).toBe(0)
  expect(await run("check", current)).toBe(1)
  expect(latest().trend).toMatchObject({ total_runs: 2, columns: [], gradual: [] })
  expect(await run("compare", reference, reference)).toBe(0)
  expect(latest().trend).toMatchObject({ total_runs: 2 })
  expect(latest().trend?.runs.map(({ drift_share }) => drift_share)).toEqual([0, 0])
  const lines = readFileSync(join(reports, "history.ndjson"), "utf8").trim().split("\n")
  expect(lines.map((line) => (JSON.parse(line) as HistoryRun).kind)).toEqual([
    "check",
    "comparison",
    "check",
    "comparison",
  ])
  const index = () => readFileSync(join(reports, "index.html"), "utf8")
  expect(index()).toContain("Last 2 runs: ")
  for (const words of ["Contract kept", "Contract broken", "No drift"]) expect(index()).toContain(words)
  const before = index()
  expect((await runCli(["index", reports])).code).toBe(0)
  expect(index()).toBe(before)
})

it("a course over the runs is the same with checks of a contract in between", () => {
  const runs = Array.from({ length: 12 }, (_, i) => historyRun(2 * i, [historyColumn("hum", 0.1 + 0.05 * i)]))
  const between = runs.flatMap((run, i): HistoryRun[] => [
    { ...historyRun(2 * i - 1, []), kind: "check", config_hash: "of another task" },
    run,
  ])
  expect(trendOf(between)).toEqual(trendOf(runs))
  expect(trendOf(runs).gradual[0]).toMatchObject({ column: "hum", direction: "rising" })
})

it("a rule that cannot be read is the same mistake for a comparison and for a check", async () => {
  const reference = files.write("ref.csv", table(0))
  const config = files.write("driftcheck.yaml", "rules:\n  - a >\n")
  const compared = await runCli(["compare", reference, reference, "--config", config, "--no-output"])
  expect(compared.code).toBe(2)
  expect(compared.stderr).toContain("driftcheck.yaml:2:5: column 4 of `a >`: ")
  expect(await runCli(["check", reference, "--config", config, "--no-output"])).toEqual(compared)
})
