import { describe, expect, test } from "vitest"
import { bandsOf, type BandedSeries } from "../../src/history/bands.js"
import type { HistoryRun } from "../../src/model.js"
import { randomNumbers } from "../../src/stats/random.js"
import { historyColumn, historyRun, silentRun } from "../helpers/history.js"

const next = randomNumbers(20)
/** Forty nights of these columns with noise around 0.02; `scores` says what some have instead, by night. */
function nights(
  names: readonly string[],
  scores: Partial<Record<number, Partial<Record<string, number>>>> = {},
): HistoryRun[] {
  return Array.from({ length: 40 }, (_, i) =>
    historyRun(
      i,
      names.map((name) => historyColumn(name, 0, { score: scores[i]?.[name] ?? 0.015 + 0.01 * next() })),
    ),
  )
}
const names = Array.from({ length: 20 }, (_, i) => `x${i}`)

describe("the band of a distance", () => {
  test("is at least 0 and takes the values that it was made of", () => {
    const found = bandsOf(nights(names))(39).of("wasserstein", "x3")
    const last = found?.bands.at(-1)
    expect(found?.series.points).toHaveLength(40)
    expect(last?.band?.low).toBeGreaterThanOrEqual(0)
    expect(last?.band?.low).toBeLessThan(0.015)
    expect(last?.band?.high).toBeGreaterThan(0.025)
    expect(last?.band?.high).toBeLessThan(0.05)
    expect(last?.outside).toBe(false)
  })

  test("of a skewed one has fewer alarms on the scale of roots: below 1 % of unchanged nights, not above", () => {
    // Sums of 7 squares, as of shares of 8 categories that do not change.
    const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
    const squares = () => Array.from({ length: 7 }, () => normal() ** 2).reduce((sum, each) => sum + each, 0)
    const runs = Array.from({ length: 200 }, (_, i) =>
      historyRun(i, [], {
        columns: names.slice(0, 8).map((name) => historyColumn(name, 0, { score: squares() })),
        metrics: names
          .slice(0, 8)
          .map((id) => ({ id, labels: {}, value: squares(), low: null, high: null, status: "pass" })),
      }),
    )
    const last = bandsOf(runs)(199)
    const rate = (of: (name: string) => BandedSeries | null) => {
      const judged = names.slice(0, 8).flatMap((name) => (of(name)?.bands ?? []).filter(({ p }) => p !== null))
      return judged.filter(({ outside }) => outside).length / judged.length
    }
    expect(rate((name) => last.of("wasserstein", name))).toBeLessThan(0.01)
    expect(rate((name) => last.of(name, ""))).toBeGreaterThan(0.012)
  })

  test("begins anew where the configuration changed; a run without an answer has none", () => {
    const runs = nights(["a"]).map((run, i) =>
      i === 30 ? silentRun(i) : i > 20 ? { ...run, config_hash: "another" } : run,
    )
    const bands = bandsOf(runs)(39).of("wasserstein", "a")?.bands ?? []
    expect(bands.flatMap(({ band }, i) => (band === null ? [] : [i]))).toEqual([
      14, 15, 16, 17, 18, 19, 20, 36, 37, 38, 39,
    ])
  })
})

describe("a figure is outside by itself", () => {
  const lasting = (runs: readonly HistoryRun[], i: number) =>
    names.filter((name) => bandsOf(runs)(i).outside("wasserstein", name, "lasting") === true)

  test("where it is so for the second run in a row, also among many", () => {
    const runs = nights(names, { 37: { x3: 0.2 }, 38: { x3: 0.2 }, 39: { x3: 0.02 } })
    expect([36, 37, 38, 39].map((i) => lasting(runs, i))).toEqual([[], [], ["x3"], []])
  })

  test("not where it lies on the other side of the band the second time", () => {
    expect(lasting(nights(names, { 37: { x3: 0.2 }, 38: { x3: 0.000_001 } }), 38)).toEqual([])
  })

  test("not where it was always the same before, and not while its band is learned", () => {
    const same = nights(["x3"]).map((run, i) => ({
      ...run,
      columns: [historyColumn("x3", 0, { score: i < 37 ? 0 : 1 })],
    }))
    expect(lasting(same, 38)).toEqual([])
    expect(bandsOf(same)(38).outside("wasserstein", "x3", "band")).toBe(true)
    expect(bandsOf(same)(10).outside("wasserstein", "x3", "lasting")).toBe(null)
  })

  test("rarely where nothing changes: in at most 1 of 100 nights of 20 columns", () => {
    const loud = Array.from({ length: 10 }, () => bandsOf(nights(names))).flatMap((at) =>
      Array.from({ length: 40 }, (_, i) =>
        names.some((name) => at(i).outside("wasserstein", name, "lasting") === true),
      ),
    )
    expect(loud.filter((is) => is).length).toBeLessThanOrEqual(4)
  })
})
