import { describe, expect, it } from "vitest"
import { andersonDarling } from "../../src/stats/anderson-darling.js"
import { fisherPValue } from "../../src/stats/fisher-p-value.js"
import { gTable } from "../../src/stats/g-table.js"
import { kuiperLimitSf, kuiperPValue } from "../../src/stats/kuiper-p-value.js"
import { logExcess } from "../../src/stats/log-excess.js"
import { mannWhitneyPValue } from "../../src/stats/mann-whitney-p-value.js"
import { normalDraws } from "../../src/stats/random.js"
import { walkRanks } from "../../src/stats/walk-ranks.js"
import { walkTies } from "../../src/stats/walk-ties.js"
import { welch } from "../../src/stats/welch.js"
import { everySplit } from "./every-split.js"

/** How many splits are at least as far out as each one, against what the law says. */
function compareWithSplits(
  n: number,
  m: number,
  figure: (a: Float64Array, b: Float64Array) => number,
): [number, number][] {
  const figures = everySplit(n, m).map(([a, b]) => figure(a, b))
  return Array.from(new Set(figures), (value) => [
    value,
    figures.filter((other) => other >= value - 1e-9).length / figures.length,
  ])
}

const sizes = [
  [1, 1],
  [2, 2],
  [3, 5],
  [4, 6],
  [5, 5],
]

describe("exact laws agree with dealing the values in every way", () => {
  it("for Kuiper's V", () => {
    for (const [n, m] of sizes)
      for (const [v, share] of compareWithSplits(n, m, (a, b) => walkTies(a, b).bothGaps))
        expect(kuiperPValue(v, n, m), `${n} ${m} ${v}`).toBeCloseTo(share, 13)
  })

  it("for Mann–Whitney's U", () => {
    for (const [n, m] of sizes)
      for (const [distance, share] of compareWithSplits(n, m, (a, b) => Math.abs(walkRanks(a, b).wins - (n * m) / 2)))
        for (const wins of [(n * m) / 2 - distance, (n * m) / 2 + distance])
          expect(mannWhitneyPValue(wins, 0, n, m), `${n} ${m} ${wins}`).toBeCloseTo(share, 13)
  })
})

describe("kuiperPValue", () => {
  it("is near its limit where the exact count ends", () => {
    for (const v of [0.3, 0.4, 0.5]) {
      const ratio = kuiperPValue(v, 26, 25) / kuiperPValue(v, 25, 25)
      expect(Math.abs(Math.log(ratio))).toBeLessThan(0.25)
    }
    expect([kuiperPValue(0, 500, 500), kuiperPValue(1, 5000, 5000)]).toEqual([1, 0])
  })
})

describe("kuiperLimitSf", () => {
  it("is 2 Σ (4j²x² − 1)·exp(−2j²x²), added up by mpmath 1.3 with 40 digits, also where the first term is below 0", () => {
    for (const [x, p] of [
      [0.35, 0.9999999999999981],
      [0.4, 0.9999999999844232],
      [0.45, 0.9999999929163192],
      [0.4999, 0.9999994743692928],
      [0.6, 0.9998724380863787],
      [1, 0.8220766443569293],
      [1.747, 0.05007468185374525],
      [3, 1.066098582129884e-6],
      [10, 1.1043494283359166e-84],
    ])
      expect(kuiperLimitSf(x) / p).toBeCloseTo(1, 13)
  })

  it("falls from 1 to 0 without leaving that range", () => {
    const values = Array.from({ length: 600 }, (_, i) => kuiperLimitSf(i / 100))
    expect([values[0], values[29], kuiperLimitSf(40)]).toEqual([1, 1, 0])
    // Rounding near 1 apart.
    values.forEach((p, i) => expect(p, String(i / 100)).toBeLessThanOrEqual((values[i - 1] ?? 1) + 1e-14))
    expect(Math.min(...values)).toBeGreaterThan(0)
  })
})

describe("mannWhitneyPValue", () => {
  it("is exact for 8 values without ties and normal for 9 or with ties, and hardly differs", () => {
    expect(mannWhitneyPValue(12, 0, 9, 9) / mannWhitneyPValue(12, 0, 8, 9)).toBeLessThan(1)
    expect(mannWhitneyPValue(20, 6, 8, 9) / mannWhitneyPValue(20, 0, 8, 9)).toBeCloseTo(1, 1)
    expect(mannWhitneyPValue(4e6, 0, 8, 1e6)).toBeCloseTo(1, 6)
  })
})

describe("andersonDarling", () => {
  it("keeps p within its table and says at which end", () => {
    expect(andersonDarling(1, 50, 50)).toMatchObject({ p: 0.25, limit: "capped" })
    expect(andersonDarling(40, 50, 50)).toMatchObject({ p: 0.001, limit: "floored" })
    expect(andersonDarling(2.5, 50, 50).limit).toBe(null)
  })

  it("finds the same sum of inverses by adding and by its expansion", () => {
    const [small, large] = [andersonDarling(3, 32, 33), andersonDarling(3, 33, 33)]
    expect(small.statistic / large.statistic).toBeCloseTo(1, 3)
  })
})

describe("welch", () => {
  it("keeps its digits beside a large offset, where scipy loses half of them", () => {
    const a = normalDraws(40, 1)
      .map((value) => Math.round(value * 64) / 64)
      .sort()
    const b = a.map((value) => value + 0.25)
    const moved = welch(
      a.map((value) => value + 2 ** 40),
      b.map((value) => value + 2 ** 40),
    )
    expect(moved.statistic / welch(a, b).statistic).toBeCloseTo(1, 13)
  })

  it("does not change with the unit, up to the limits of doubles", () => {
    const [a, b] = [normalDraws(20, 2).sort(), normalDraws(30, 3).sort()]
    const { statistic } = welch(a, b)
    for (const unit of [2 ** -1000, 2 ** 1015])
      expect(
        welch(
          a.map((value) => value * unit),
          b.map((value) => value * unit),
        ).statistic,
      ).toBeCloseTo(statistic, 9)
  })
})

describe("fisherPValue", () => {
  it("is 1 where a margin is 0 and for equal shares", () => {
    expect([fisherPValue(0, 5, 0, 7), fisherPValue(3, 0, 4, 0), fisherPValue(0, 0, 3, 4)]).toEqual([1, 1, 1])
    expect(fisherPValue(1000, 2000, 500, 1000)).toBe(1)
  })

  it("keeps 12 digits at twenty million rows, by the same table in other orders", () => {
    const p = fisherPValue(5_001_000, 4_999_000, 4_995_000, 5_005_000)
    expect(p).toBeGreaterThan(0)
    expect(fisherPValue(4_995_000, 5_005_000, 5_001_000, 4_999_000) / p).toBeCloseTo(1, 11)
    expect(fisherPValue(4_999_000, 5_001_000, 5_005_000, 4_995_000) / p).toBeCloseTo(1, 11)
    expect(fisherPValue(5_001_000, 4_995_000, 4_999_000, 5_005_000) / p).toBeCloseTo(1, 11)
  })
})

describe("gTable", () => {
  it("keeps its digits where the shares are nearly equal: there it is chi-square", () => {
    const { statistic } = gTable(Float64Array.of(5e8, 5e8), Float64Array.of(5e8 + 100, 5e8 - 100))
    expect(statistic / 4e-5 / 0.5).toBeCloseTo(1, 6)
  })

  it("adds up cells that are 0 or more", () => {
    expect([logExcess(-1), logExcess(0)]).toEqual([1, 0])
    expect(logExcess(0.1 - 1e-12) / logExcess(0.1 + 1e-12)).toBeCloseTo(1, 10)
    expect(logExcess(1e-9) / 5e-19).toBeCloseTo(1, 8)
  })
})
