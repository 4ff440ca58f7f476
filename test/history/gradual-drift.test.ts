import { describe, expect, it } from "vitest"
import { gradualDrift } from "../../src/history/gradual-drift.js"
import { trendOf } from "../../src/history/trend.js"
import type { HistoryRun } from "../../src/model.js"
import { historyColumn, historyRun, nights, silentRun } from "../helpers/history.js"

const rising = (n: number, ratio = (i: number) => 0.1 + 0.05 * i) =>
  Array.from({ length: n }, (_, i) => historyRun(i, [historyColumn("hum", ratio(i)), historyColumn("temp", 0.2)]))
const of = (runs: readonly HistoryRun[], column = "hum") => gradualDrift(runs).find((each) => each.column === column)

describe("gradual drift", () => {
  it("names a column that rises for twelve runs and tells when it reaches its threshold", () => {
    // 0.1, 0.15 … 0.65: 0.05 a run, 0.35 left.
    const found = of(rising(12))
    expect(found).toMatchObject({ direction: "rising", runs: 12, references: 1, runs_to_threshold: 7, drifted: false })
    expect(found?.slope).toBeCloseTo(0.05, 12)
    expect(found?.from).toBeCloseTo(0.1, 12)
    expect(found?.to).toBeCloseTo(0.65, 12)
    // scipy 1.17.1: 2 * norm.sf(65 / sqrt(12 * 11 * 29 / 18)); twice that for two columns.
    const p = 8.303107353564718e-6
    expect(Math.abs((found?.p_value ?? 0) / p - 1)).toBeLessThan(1e-10)
    expect(Math.abs((found?.p_value_adjusted ?? 0) / (2 * p) - 1)).toBeLessThan(1e-10)
    expect(of(rising(12), "temp")).toMatchObject({ direction: "steady", p_value: 1, slope: 0, runs_to_threshold: null })
  })

  it("says nothing below eight runs", () => {
    expect(of(rising(7))).toBeUndefined()
    expect(of(rising(8))).toMatchObject({ direction: "rising", runs: 8 })
  })

  it("tells falling from rising, and that a column has passed its threshold", () => {
    expect(of(rising(12, (i) => 0.9 - 0.05 * i))).toMatchObject({ direction: "falling", runs_to_threshold: null })
    expect(of(rising(30))).toMatchObject({ direction: "rising", runs_to_threshold: null, drifted: true })
  })

  it("passes over runs without an answer", () => {
    const runs = [...rising(6), silentRun(6), silentRun(7), ...rising(14).slice(8)]
    expect(of(runs)).toMatchObject({ direction: "rising", runs: 12 })
  })

  it("begins anew where the configuration changed", () => {
    const runs = rising(20).map((run, i) => (i < 11 ? { ...run, config_hash: "other" } : run))
    expect(of(runs)).toMatchObject({ runs: 9 })
    expect(of(runs.slice(0, 19).map((run, i) => (i < 12 ? { ...run, config_hash: "other" } : run)))).toBeUndefined()
  })

  it("mixes in no other method, and counts p-values in thresholds as well", () => {
    const p = (i: number) => 10 ** -(0.1 + 0.05 * i)
    const tested = Array.from({ length: 20 }, (_, i) =>
      historyRun(i, [
        i % 2 === 0
          ? historyColumn("hum", 0.5, { score: p(i), method: "ks", threshold: 0.05, kind: "test" })
          : historyColumn("hum", 0.5),
      ]),
    )
    expect(of(tested.slice(0, 19))).toMatchObject({ direction: "rising", runs: 10 })
    expect(of(tested)).toMatchObject({ direction: "steady", runs: 10 })
  })

  it("tells how many reference files a series was compared with", () => {
    const runs = rising(12).map((run, i) => ({ ...run, reference: { rows: 1, sha256: i < 6 ? "a" : "b" } }))
    expect(of(runs)?.references).toBe(2)
  })

  it("stays finite for scores without bounds", () => {
    const figures = Object.values(of(rising(12, (i) => 0.1 * 10 ** (25 * i))) ?? {}).filter(
      (each) => typeof each === "number",
    )
    expect(figures).toHaveLength(7)
    for (const figure of figures) expect(Math.abs(figure)).toBeLessThan(1e12)
  })
})

describe("the trend of a report", () => {
  const names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"]

  it("holds the last 30 runs, and the eight columns that are furthest now", () => {
    const trend = trendOf(nights(40, names))
    expect(trend).toMatchObject({ total_runs: 40 })
    expect(trend.runs.map(({ run }) => run)).toEqual(
      nights(40, names)
        .slice(10)
        .map(({ run }) => run),
    )
    expect(trend.columns).toHaveLength(8)
    expect(trend.columns.slice(0, 3).map(({ name }) => name)).toEqual(["a", "b", "c"])
    for (const { ratios } of trend.columns) {
      expect(ratios).toHaveLength(30)
      expect(ratios.filter((ratio) => ratio === null)).toHaveLength(1)
    }
    expect(trend.gradual.map(({ direction }) => direction)).toEqual([
      ...Array.from({ length: 5 }, () => "rising"),
      "falling",
      ...Array.from({ length: 4 }, () => "steady"),
    ])
  })

  it("is one run long at first", () => {
    const trend = trendOf(nights(1, names))
    expect(trend).toMatchObject({ total_runs: 1, gradual: [] })
    expect(trend.runs).toHaveLength(1)
  })
})
