import { describe, expect, it } from "vitest"
import { countAtOrBelow, countBelow } from "../../src/stats/count-below.js"
import { countDistinct } from "../../src/stats/count-distinct.js"
import { moments } from "../../src/stats/moments.js"
import { mostCommon } from "../../src/stats/most-common.js"
import { populationDeviation } from "../../src/stats/population-deviation.js"
import { quantile } from "../../src/stats/quantile.js"
import { Tally, goldenCases, largestSize, sorted, type GoldenNumber } from "./golden.js"

interface SummaryCase {
  id: string
  values: number[]
  expect: {
    count: number
    distinct: number
    mean?: GoldenNumber
    std?: GoldenNumber
    sum?: GoldenNumber
    min?: number
    max?: number
    q?: Record<string, GoldenNumber>
    zeros?: number
    negative?: number
    most_common?: [number, number][]
    skew?: GoldenNumber
    kurt?: GoldenNumber
  }
}

describe("summaries agree with fixtures/golden/edge_summary.json", () => {
  const cases = goldenCases<SummaryCase>("summary")
  // The oracle overflows on 1e308; this program does not.
  const ordinary = cases.filter(({ id, values }) => values.length > 0 && id !== "huge")

  it("in mean, std and sum", () => {
    const tally = new Tally()
    for (const { id, values, expect: golden } of ordinary) {
      const ours = moments(sorted(values))
      const abs = 1e-12 * largestSize(values)
      tally.near(`${id} mean`, ours.mean, golden.mean, 1e-13, abs)
      tally.near(`${id} sum`, ours.sum, golden.sum, 1e-13, abs)
      if (golden.std === null) tally.same(`${id} std`, ours.std, null)
      else tally.near(`${id} std`, ours.std, golden.std, 1e-9, abs)
    }
    expect(tally.compared).toBe(36)
  })

  it("in skew and kurt, null where they are NaN", () => {
    const tally = new Tally()
    for (const { id, values, expect: golden } of ordinary) {
      const ours = moments(sorted(values))
      for (const [figure, value, expected] of [
        ["skew", ours.skew, golden.skew] as const,
        ["kurt", ours.kurtosis, golden.kurt] as const,
      ]) {
        if (expected === "NaN") tally.same(`${id} ${figure}`, value, null)
        else tally.near(`${id} ${figure}`, value, expected, 1e-9, 1e-12)
      }
    }
    expect(tally.compared).toBe(24)
  })

  it("in q (quantiles)", () => {
    const tally = new Tally()
    for (const { id, values, expect: golden } of cases) {
      for (const [percent, value] of Object.entries(golden.q ?? {})) {
        const ours = quantile(sorted(values), Number(percent) / 100)
        if (typeof value === "number") tally.near(`${id} q${percent}`, ours, value, 1e-15, 0)
        else expect(Number.isFinite(ours), `${id} q${percent}`).toBe(true)
      }
    }
    expect(tally.compared).toBe(138)
  })

  it("in count, distinct, min, max, zeros, negative and most_common", () => {
    const tally = new Tally()
    for (const { id, values, expect: golden } of cases) {
      const ours = sorted(values)
      tally.same(`${id} count`, ours.length, golden.count)
      tally.same(`${id} distinct`, countDistinct(ours), golden.distinct)
      tally.same(`${id} distinct, with the most common`, mostCommon(ours, 3).distinct, golden.distinct)
      if (golden.count === 0) continue
      tally.same(`${id} min`, ours[0], golden.min)
      tally.same(`${id} max`, ours[ours.length - 1], golden.max)
      tally.same(`${id} zeros`, countAtOrBelow(ours, 0) - countBelow(ours, 0), golden.zeros)
      tally.same(`${id} negative`, countBelow(ours, 0), golden.negative)
      const pairs = mostCommon(ours, 3).top.map(({ value, count }) => [value, count])
      tally.same(`${id} most_common`, pairs, golden.most_common)
    }
    expect(tally.compared).toBe(107)
  })
})

describe("moments", () => {
  it("of nothing are zeros and nulls", () => {
    expect(moments(new Float64Array(0))).toEqual({ count: 0, sum: 0, mean: 0, std: null, skew: null, kurtosis: null })
  })

  it("of a constant have a deviation of exactly 0, whatever its size", () => {
    for (const value of [0.1, -1e300, 5e-324, 1.7e308, 1 / 3]) {
      const { std, mean, skew } = moments(new Float64Array(1001).fill(value))
      expect({ std, mean, skew }).toEqual({ std: 0, mean: value, skew: null })
      expect(populationDeviation(new Float64Array(1001).fill(value))).toBe(0)
    }
  })

  it("keep their shape when values are scaled to the limits of doubles", () => {
    const values = Float64Array.of(1, 2, 4, 8, 9, 9.5)
    const plain = moments(values)
    for (const power of [-1070, -1000, -600, 500, 1000, 1010]) {
      const scaled = moments(values.map((value) => Math.round(value * 16) * 2 ** power))
      expect(scaled.skew).toBeCloseTo(plain.skew ?? NaN, 9)
      expect(scaled.kurtosis).toBeCloseTo(plain.kurtosis ?? NaN, 9)
      expect((scaled.std ?? NaN) / 2 ** power / 16).toBeCloseTo(plain.std ?? NaN, power < -1022 ? 1 : 12)
    }
  })

  it("are null, not infinite, beyond the largest double", () => {
    const { sum, std, mean } = moments(Float64Array.of(1.7e308, 1.7e308, -1.7e308, 1.7e308))
    expect({ sum, mean }).toEqual({ sum: null, mean: 8.5e307 })
    expect(std).toBeLessThan(Infinity)
    expect(moments(Float64Array.of(-1.7e308, 1.7e308)).std).toBeNull()
    expect(populationDeviation(Float64Array.of(-1.7e308, 1.7e308))).toBe(1.7e308)
  })

  it("lose no digits to a large mean", () => {
    const values = Float64Array.from({ length: 10_000 }, (_, i) => 1e9 + (i % 2))
    expect(moments(values).std).toBeCloseTo(Math.sqrt(2500 / 9999), 14)
  })
})

describe("quantile", () => {
  it("stays between its neighbours at the limits of doubles", () => {
    const ends = Float64Array.of(-1.7e308, 1.7e308)
    expect(quantile(ends, 0.5)).toBe(0)
    expect(quantile(ends, 1)).toBe(1.7e308)
    expect(quantile(Float64Array.of(7), 0.3)).toBe(7)
  })
})

describe("mostCommon", () => {
  it("gives the smaller of equally common values first, and -0 as 0", () => {
    expect(mostCommon(Float64Array.of(-0, 0, 1, 2, 2, 3, 3), 2).top).toEqual([
      { value: 0, count: 2 },
      { value: 2, count: 2 },
    ])
    expect(mostCommon(new Float64Array(0), 3)).toEqual({ distinct: 0, top: [] })
  })
})
