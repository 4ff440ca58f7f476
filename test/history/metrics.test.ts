import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { readLines } from "../../src/history/line.js"
import { patience } from "../helpers/patience.js"
import { runCli, type CliResult } from "../helpers/run-cli.js"

/** Ten nights on which fewer and fewer visits convert: 10 % on the first, 4 % on the last. */
const nights = 10
const rate = (night: number) => 0.1 - (0.06 * night) / (nights - 1)

let folder: string
const results: CliResult[] = []
let reports: string

/** 2,000 visits of which this share converts, at the same places of every hundred. */
function visits(share: number): string {
  const rows = Array.from({ length: 2000 }, (_, i) => `${(i * 37) % 100 < Math.round(share * 100)},${(i * 7) % 53}`)
  return `converted,price\n${rows.join("\n")}\n`
}

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "driftcheck-nights-"))
  const reference = write("reference.csv", visits(0.1))
  const config = write(
    "metrics.yaml",
    "drift_share: 0.9\nmetrics: { conversion: { column: converted, kind: rate, warn: 0.09, fail: reference - 30% } }\n",
  )
  reports = join(folder, "reports")
  for (let night = 0; night < nights; night++) {
    const current = write("current.csv", visits(rate(night)))
    const at = new Date(Date.UTC(2026, 10, 1 + night, 2, 15))
    results.push(await runCli(["compare", reference, current, "--config", config, "-o", reports], { at }))
  }
}, patience(60))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const lastReport = () => JSON.parse(readFileSync(join(reports, "latest", "report.json"), "utf8")) as Report

describe("a metric over ten nights", () => {
  it("passes, warns, and fails the run once its interval lies beyond the limit", () => {
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1])
    const { runs } = readLines(readFileSync(join(reports, "history.ndjson"), "utf8"), "history.ndjson")
    expect(runs.map(({ metrics }) => metrics[0].status)).toEqual([
      ...["pass", "pass", "pass", "warn", "warn", "warn", "warn", "fail", "fail", "fail"],
    ])
    expect(runs.at(-1)).toMatchObject({ status: "metrics_failed" })
  })

  it("keeps its value and interval in every line of the history", () => {
    const { runs } = readLines(readFileSync(join(reports, "history.ndjson"), "utf8"), "history.ndjson")
    for (const [night, { metrics }] of runs.entries()) {
      const [{ id, labels, value, low, high }] = metrics
      expect({ id, labels }).toEqual({ id: "conversion", labels: {} })
      expect(value).toBeCloseTo(Math.round(rate(night) * 100) / 100, 5)
      expect(low).toBeLessThan(value)
      expect(high).toBeGreaterThan(value)
    }
  })

  it("is drawn over the nights in the report", () => {
    const { trend, metrics } = lastReport()
    expect(trend?.metrics).toEqual([
      { id: "conversion", labels: {}, values: [0.1, 0.09, 0.09, 0.08, 0.07, 0.07, 0.06, 0.05, 0.05, 0.04] },
    ])
    expect(metrics[0]).toMatchObject({ status: "fail", reference_value: 0.1, fail_limit: 0.07, unsure: false })
    const page = readFileSync(join(reports, "latest", "report.html"), "utf8")
    expect(page).toContain("conversion over 10 runs")
  })
})

it("figures of equal nights are equal, whatever digits a line of the history keeps", async () => {
  const rows = Array.from({ length: 600 }, (_, i) => `${i % 3 === 0},${(i * 7) % 53}`)
  const file = write("thirds.csv", `converted,price\n${rows.join("\n")}\n`)
  const config = write("rate.yaml", "metrics: { conversion: { column: converted, kind: rate } }\n")
  const out = join(folder, "equal")
  for (const day of [1, 2, 3])
    await runCli(["compare", file, file, "--config", config, "-o", out], { at: new Date(Date.UTC(2026, 10, day)) })
  const { trend } = JSON.parse(readFileSync(join(out, "latest", "report.json"), "utf8")) as Report
  expect(trend?.metrics).toEqual([{ id: "conversion", labels: {}, values: [0.33333, 0.33333, 0.33333] }])
})
