import { appendFileSync, readFileSync, writeFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { appendRun, readHistory } from "../../src/history/history-file.js"
import { fromLine, inOrder, readLines, toLine } from "../../src/history/line.js"
import { nameOf } from "../../src/history/run-name.js"
import { runOf } from "../../src/history/run-of.js"
import type { MetricResult } from "../../src/model.js"
import { historyColumn, historyRun, silentRun } from "../helpers/history.js"
import { freshFolder } from "../helpers/in-folder.js"
import { check, hostileNames, hostileReport, noVerdictReport, sampleReport } from "../helpers/sample-report.js"

const files = freshFolder()

describe("a line of the history", () => {
  it("gives back the run it was made of", () => {
    for (const run of [
      historyRun(3, [historyColumn("hum", 0.12345)]),
      silentRun(4),
      runOf(hostileReport(), "2026-11-23T021500Z"),
    ]) {
      const line = toLine(run)
      expect(line.match(/\n/g)).toHaveLength(1)
      const read = fromLine(line)
      expect(read).toMatchObject({
        ...run,
        columns: run.columns.map(({ name, drifted, method }) => ({ name, drifted, method })),
      })
      read?.columns.forEach(({ ratio, score }, i) => {
        // Five digits.
        expect(Math.abs((ratio ?? 0) - (run.columns[i].ratio ?? 0))).toBeLessThanOrEqual(
          5e-5 * (run.columns[i].ratio ?? 0),
        )
        expect(Math.abs(score - run.columns[i].score)).toBeLessThanOrEqual(5e-5 * run.columns[i].score)
      })
    }
    expect(
      runOf(hostileReport(), "r")
        .columns.map(({ name }) => name)
        .sort(),
    ).toEqual([...hostileNames].sort())
  })

  it("keeps by which figure the model got worse, if it did", () => {
    const metric = {
      ...{ id: "mae", title: "MAE", family: "regression", layer: "performance", labels: {}, n: 500, reference_n: 500 },
      ...{ unit: null, value: 30, low: 29, high: 31, reference_value: 22.3, baseline: null, status: "warn" },
    } as unknown as MetricResult
    const worse = { ...sampleReport(), metrics: [metric] }
    expect(fromLine(toLine(runOf(worse, "2026-11-23T021500Z")))?.worse).toBe("MAE 22.3 → 30")
    expect(runOf(sampleReport(), "r")).not.toHaveProperty("worse")
  })

  it("names the checks that failed, with what each is about", () => {
    const failed = Array.from({ length: 25 }, (_, i) => check("missing-columns", `x${i}`, "fail"))
    const rule = { ...check("rule", "a", "fail"), rule: "a <= b" }
    const run = runOf({ ...sampleReport(), checks: [rule, check("row-count", null, "warn"), ...failed] }, "r")
    expect(run.failed_checks).toBe(26)
    expect(run.failed).toHaveLength(26)
    expect(run.failed.slice(0, 2)).toEqual([
      { id: "rule", column: "a", rule: "a <= b" },
      { id: "missing-columns", column: "x0" },
    ])
    expect(fromLine(toLine({ ...run, run: "2026-11-23T021500Z" }))?.failed).toEqual(run.failed)
  })

  it("of an older version names none", () => {
    const { failed: _, ...older } = JSON.parse(toLine(historyRun(1, []))) as Record<string, unknown>
    expect(fromLine(JSON.stringify(older))).toMatchObject({ failed_checks: 0, failed: [] })
  })

  it("takes about 1.5 KB for 30 columns", () => {
    const run = runOf(sampleReport(), "2026-11-23T021500Z")
    expect(run.columns.length).toBeGreaterThan(25)
    const perColumn = (toLine(run).length - toLine({ ...run, columns: [] }).length) / run.columns.length
    expect(toLine({ ...run, columns: [] }).length + 30 * perColumn).toBeLessThan(1900)
  })

  it("holds the distance where one decides together with a p-value, and no column without a score", () => {
    const report = sampleReport()
    const run = runOf(report, "2026-11-23T021500Z")
    expect(run.columns).toHaveLength(report.drift.tested_columns)
    const decided = report.columns.find(({ effect }) => effect !== null)
    expect(run.columns.find(({ name }) => name === decided?.name)).toMatchObject({
      score: decided?.effect?.drift_score,
      threshold: decided?.effect?.threshold,
      kind: "distance",
    })
    expect(runOf(noVerdictReport(), "r")).toMatchObject({
      drift_share: null,
      reason: "Current has 12 rows; at least 30 are needed for any test.",
    })
  })

  it.each([
    ["cut short", (line: string) => line.slice(0, 200)],
    ["no JSON", () => "{"],
    ["of another kind", () => '{"run": 1}'],
    ["a run that leads elsewhere", (line: string) => line.replace(/"run":"[^"]+"/, '"run":"../../etc"')],
    ["a method that is not there", (line: string) => line.replace(/,0\]/g, ",7]")],
  ])("%s is damaged, and passed over with a warning", (_, damage) => {
    const [first, second, third] = [0, 1, 2].map((i) => toLine(historyRun(i, [historyColumn("hum", 0.2)])))
    const { runs, warnings } = readLines(
      first + damage(second.trimEnd()) + "\n" + third,
      "reports/history.ndjson",
      true,
    )
    expect(runs.map(({ run }) => run)).toEqual([historyRun(0, []).run, historyRun(2, []).run])
    expect(warnings).toEqual(["reports/history.ndjson: line 2 is damaged and passed over"])
    // Whoever reads it every night hears of it once.
    expect(readLines(first + damage(second.trimEnd()) + "\n" + third, "h").warnings).toEqual([])
    expect(readLines(first + damage(second.trimEnd()), "h").warnings).toEqual(["h: line 2 is damaged and passed over"])
  })

  it("that was cut short spoils no line after it", () => {
    const folder = files.path(".")
    appendRun(folder, historyRun(0, [historyColumn("hum", 0.2)]))
    appendFileSync(files.path("history.ndjson"), toLine(historyRun(1, [])).slice(0, 50))
    expect(readHistory(folder)).toMatchObject({
      runs: [{ run: historyRun(0, []).run }],
      warnings: [expect.stringContaining("line 2 is damaged")],
    })
    appendRun(folder, historyRun(2, []))
    expect(readHistory(folder).runs.map(({ run }) => run)).toEqual([historyRun(0, []).run, historyRun(2, []).run])
    expect(files.read("history.ndjson").endsWith("\n")).toBe(true)
    // A last line that lost only its line feed is whole.
    writeFileSync(files.path("history.ndjson"), files.read("history.ndjson").trimEnd())
    appendRun(folder, historyRun(3, []))
    expect(readHistory(folder).runs).toHaveLength(3)
    expect(readFileSync(files.path("history.ndjson"), "utf8").split("\n")).toHaveLength(5)
  })

  it("comes in order of time, however it was appended", () => {
    const same = (n: string) => ({ ...historyRun(1, []), run: `${historyRun(1, []).run}${n}` })
    const shuffled = [same("-10"), historyRun(2, []), same(""), historyRun(0, []), same("-2")]
    const suffixes = inOrder(shuffled).map(({ run }) => run.replace(/^.*Z/, ""))
    expect(suffixes).toEqual(["", "", "-2", "-10", ""])
  })
})

it("a run's folder is named by its second, with a number where that is taken", () => {
  const began = new Date("2026-11-23T02:15:00.999Z")
  const taken = new Set<string>()
  const next = () => {
    const name = nameOf(began, (each) => taken.has(each))
    taken.add(name)
    return name
  }
  expect([next(), next(), next()]).toEqual(["2026-11-23T021500Z", "2026-11-23T021500Z-2", "2026-11-23T021500Z-3"])
})
