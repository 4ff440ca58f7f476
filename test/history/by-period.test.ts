import { describe, expect, it } from "vitest"
import { figuresByPeriod } from "../../src/history/by-period.js"
import type { HistoryMetric, HistoryRun } from "../../src/model.js"
import { historyRun } from "../helpers/history.js"

const figure = (id: string, value: number, over: Partial<HistoryMetric> = {}): HistoryMetric => ({
  id,
  labels: {},
  value,
  low: null,
  high: null,
  status: "pass",
  ...over,
})

const run = (date: string, metrics: HistoryMetric[], over: Partial<HistoryRun> = {}) =>
  historyRun(0, [], { created_at: `${date}T02:15:00.000Z`, metrics, ...over })

describe("figures by month or quarter over the history", () => {
  it("are the median, least and most of the month's runs, and how many failed", () => {
    const found = figuresByPeriod([
      run("2026-10-30", [figure("roc_auc", 0.8)]),
      run("2026-11-01", [figure("roc_auc", 0.9)]),
      run("2026-11-02", [figure("roc_auc", 0.7, { status: "fail" })]),
      run("2026-11-30", [figure("roc_auc", 0.86), figure("roc_auc", 0.1, { labels: { region: "EU" } })]),
    ])
    expect(found).toEqual({
      unit: "month",
      periods: ["2026-10", "2026-11"],
      figures: [
        {
          id: "roc_auc",
          values: [
            { runs: 1, median: 0.8, least: 0.8, most: 0.8, failed: 0 },
            { runs: 3, median: 0.86, least: 0.7, most: 0.9, failed: 1 },
          ],
        },
      ],
    })
  })

  it("are by quarter where the months are more than 18", () => {
    const months = Array.from(
      { length: 24 },
      (_, i) => `${2025 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-15`,
    )
    const found = figuresByPeriod(months.map((date, i) => run(date, [figure("mae", i)])))
    expect(found?.unit).toBe("quarter")
    expect(found?.periods).toEqual([
      "2025-Q1",
      "2025-Q2",
      "2025-Q3",
      "2025-Q4",
      "2026-Q1",
      "2026-Q2",
      "2026-Q3",
      "2026-Q4",
    ])
    expect(found?.figures[0].values[7]).toEqual({ runs: 3, median: 22, least: 21, most: 23, failed: 0 })
  })

  it("leave a period empty in which no run has the figure, and gates and runs without an answer out", () => {
    const found = figuresByPeriod([
      run("2026-09-01", [figure("mae", 1)]),
      run("2026-10-01", [figure("mae", 5)], { kind: "gate" }),
      run("2026-10-02", [figure("rmse", 3)]),
      run("2026-10-03", []),
      run("2026-11-01", [figure("mae", 2)]),
    ])
    expect(found?.periods).toEqual(["2026-09", "2026-10", "2026-11"])
    expect(found?.figures).toHaveLength(1)
    expect(found?.figures[0].values[1]).toBeNull()
  })

  it("are none within one month, or without figures", () => {
    expect(figuresByPeriod([run("2026-11-01", [figure("mae", 1)]), run("2026-11-30", [figure("mae", 2)])])).toBeNull()
    expect(figuresByPeriod([run("2026-10-01", []), run("2026-11-30", [])])).toBeNull()
    expect(figuresByPeriod([])).toBeNull()
  })
})
