import { describe, expect, it } from "vitest"
import { explainColumn } from "../../src/report/explain.js"
import type { Report } from "../../src/model.js"
import { explainData } from "../../src/report/explain-diagnosis.js"
import { hostileReport } from "../helpers/sample-report.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const { path } = freshFolder()
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

  it("says what was asked of a number, what each answered in its own unit, and which decided", async () => {
    const loans = ["fixtures/data/carloan_ref.parquet", "fixtures/data/carloan_cur.parquet"]
    const run = await runCli(["compare", ...loans, "--no-output", "--format", "json"])
    const found = JSON.parse(run.stdout) as Report
    const lines = (name: string) => {
      const column = found.columns.find((candidate) => candidate.name === name)
      return column === undefined ? [] : explainColumn(column, found).split("\n")
    }
    const value = lines("car_value")
    const moved = value.find((line) => line.startsWith("  Clipped Wasserstein"))
    // Score × scale = amount: 0.947 × 20,164 = 19,093, and 0.1 × 20,164 = 2016.
    expect(moved).toBe(
      "  Clipped Wasserstein 0.947 ≥ 0.1: enough, and it decided. The middle 95 % of the values moved by 19,093 on average; 2016 is enough (0.1 standard deviations of 20,164).",
    )
    const asked = value.indexOf("What was asked, and what each said:")
    expect(value.slice(asked, asked + 3)).toEqual([
      "What was asked, and what each said:",
      "  KS p <0.0001: the surer test.",
      "  Tails p <0.0001.",
    ])
    expect(value).toContain(
      "  KS distance 0.436 ≥ 0.1: enough. At some value the shares of rows up to it lie 43.6 points apart; 10 points are enough.",
    )
    expect(value.join()).toContain("Tail distance 0.050 ≥ 0.015: not counted, as Tails is not the surer test.")
    expect(value).toContain("  Tests together, each by its weight: p <0.0001 (adjusted), below 0.05: sure.")
    expect(lines("salary_range")).toContain("  Jensen–Shannon 0.144 ≥ 0.035: enough, and it decided.")
    expect(lines("salary_range")).toContain("  Chi-square p <0.0001, below 0.05: sure.")
  })

  it("asks of a column with a method of its own that method alone", async () => {
    const run = await runCli(["compare", ...pair, "--no-output", "--method", "ks", "--format", "json"])
    const found = JSON.parse(run.stdout) as Report
    const cost = found.columns.find(({ name }) => name === "Cost Total $")
    if (cost === undefined) throw new Error("no such column")
    const [, , , ks, next] = explainColumn(cost, found).split("\n")
    expect(ks).toMatch(/^ {2}KS p [\d.]+, not below 0\.05: not sure\.$/)
    expect(next).toMatch(/^The rule: /)
  })

  it("says why a column was not tested, and that values went missing", () => {
    expect(explain("Flight Date")).toContain("Why: Dates and times are profiled, not tested.")
    expect(explain("Speed IAS in knots")).toContain("Missing values changed: 20.2% → 33.4%")
  })
})

it("shows no control character of a name or a value, and keeps to its lines", () => {
  const textsOf = (found: Report) => [
    explainData(found),
    ...found.columns.map((column) => explainColumn(column, found)),
  ]
  const json = JSON.stringify(hostileReport())
  const texts = textsOf(JSON.parse(json) as Report)
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  for (const text of texts) expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  // A name with a line feed makes as many lines as one without.
  const tame = json.replaceAll("\\n", " ")
  expect(tame).not.toBe(json)
  const count = (text: string) => text.split("\n").length
  expect(texts.map(count)).toEqual(textsOf(JSON.parse(tame) as Report).map(count))
})

describe("driftcheck explain", () => {
  it("takes the folder of reports too", async () => {
    const out = path("out")
    await runCli(["compare", ...pair, "-o", out])
    expect((await runCli(["explain", out, "Origin State"])).stdout).toMatch(/^Origin State \(categorical\): drifted\./)
  })

  it("is wrong usage for a column or a file that is not there", async () => {
    expect(await runCli(["explain", "nowhere.json", "x"])).toMatchObject({ code: 2, stdout: "" })
    const other = await runCli(["explain", "package.json", "x"])
    expect(other.stderr).toContain("package.json is not a report of this version of driftcheck")
  })
})
