import { describe, expect, it } from "vitest"
import { explainColumn } from "../../src/report/explain.js"
import type { Report } from "../../src/model.js"
import { runCli } from "../helpers/run-cli.js"

const pair = ["fixtures/data/birdstrikes_ref.parquet", "fixtures/data/birdstrikes_cur.parquet"]
const { stdout } = await runCli(["compare", ...pair, "--no-output", "--format", "json"])
const report = JSON.parse(stdout) as Report

function explain(name: string): string {
  const column = report.columns.find((candidate) => candidate.name === name)
  if (column === undefined) throw new Error(`no column ${name}`)
  return explainColumn(column, report)
}

describe("the explanation of a column", () => {
  it("names the rule with its numbers and what would have changed a drift", () => {
    const text = explain("Origin State")
    expect(text).toMatch(/^Origin State \(categorical\): drifted\./)
    expect(text).toContain("The rule: Jensen–Shannon 0.178 is at or above the noise floor 0.057 and Chi-square p")
    expect(text).toContain(
      "either of these alone would have been enough: a p-value of at least 0.05 in the Chi-square test",
    )
  })

  it("names what was lacking where nothing drifted", () => {
    expect(explain("Cost Total $")).toContain("To change the answer: a Tail distance of at least 0.015 (it is 0.012)")
  })

  it("says why a column was not tested, and that values went missing", () => {
    expect(explain("Flight Date")).toContain("Why: Dates and times are profiled, not tested.")
    expect(explain("Speed IAS in knots")).toContain("Missing values changed: 20.2% → 33.4%")
  })
})

describe("driftcheck explain", () => {
  it("is wrong usage for a column or a file that is not there", async () => {
    expect(await runCli(["explain", "nowhere.json", "x"])).toMatchObject({ code: 2, stdout: "" })
    const other = await runCli(["explain", "package.json", "x"])
    expect(other.stderr).toContain("package.json is not a report of this version of driftcheck")
  })
})
