import { describe, expect, it } from "vitest"
import { countInterval } from "../../../src/stats/intervals/count-interval.js"
import { independentDifference } from "../../../src/stats/intervals/independent-difference.js"
import { meanDifference } from "../../../src/stats/intervals/mean-difference.js"
import { meanInterval } from "../../../src/stats/intervals/mean-interval.js"
import { quantileInterval } from "../../../src/stats/intervals/quantile-interval.js"
import { tQuantile } from "../../../src/stats/intervals/t-quantile.js"
import { normalDraws } from "../../../src/stats/random.js"
import { Tally, largestSize } from "../golden.js"
import { goldenIntervals, sameEnds } from "./golden-intervals.js"

const none = { value: null, low: null, high: null }

describe("tQuantile", () => {
  it("agrees with scipy", () => {
    const tally = new Tally()
    for (const { tail, dof, t } of goldenIntervals<{ tail: number; dof: number; t: number }>("t"))
      tally.near(`t of ${tail} at ${dof}`, tQuantile(tail, dof), t, dof < 1e6 ? 1e-10 : 1e-8, 0)
    expect(tally.compared).toBe(55)
  })
})

describe("meanInterval", () => {
  it("agrees with statsmodels, also far from zero and near the ends of doubles", () => {
    interface Case {
      name: string
      x: number[]
      mean: number
      low: number
      high: number
    }
    const tally = new Tally()
    for (const { name, x, mean, low, high } of goldenIntervals<Case>("mean")) {
      const ours = meanInterval(Float64Array.from(x))
      const scale = 1e-12 * largestSize(x)
      tally.near(`${name} mean`, ours.value, mean, 1e-9, scale)
      tally.near(`${name} low`, ours.low, low, 1e-8, scale)
      tally.near(`${name} high`, ours.high, high, 1e-8, scale)
    }
    expect(tally.compared).toBe(7 * 3)
  })

  it("has no interval of one value, a point of equal ones, nothing of none, and never leaves the doubles", () => {
    expect(meanInterval(new Float64Array(0))).toEqual(none)
    expect(meanInterval(Float64Array.of(4))).toEqual({ value: 4, low: null, high: null })
    expect(meanInterval(Float64Array.of(0.1, 0.1, 0.1))).toEqual({ value: 0.1, low: 0.1, high: 0.1 })
    const huge = meanInterval(Float64Array.of(1.7e308, 1e307))
    expect([huge.low, huge.high]).toEqual([-Number.MAX_VALUE, Number.MAX_VALUE])
  })
})

describe("meanDifference", () => {
  it("agrees with statsmodels", () => {
    interface Case {
      reference: number[]
      current: number[]
      value: number
      low: number
      high: number
      dof: number
      p: number
    }
    const tally = new Tally()
    for (const { reference, current, ...golden } of goldenIntervals<Case>("mean_difference")) {
      const ours = meanDifference(Float64Array.from(reference), Float64Array.from(current))
      sameEnds(tally, "difference", ours, [golden.low, golden.high])
      tally.near("value", ours.value, golden.value, 1e-9, 1e-12)
      tally.near("dof", ours.dof, golden.dof, 1e-9, 0)
      tally.near("p", ours.p, golden.p, 1e-8, 1e-300)
    }
    expect(tally.compared).toBe(4 * 5)
  })

  it("says what it can of one value, of constants and of values near the ends of doubles", () => {
    const [one, constant, other] = [Float64Array.of(1), Float64Array.of(2, 2), Float64Array.of(5, 5, 5)]
    expect(meanDifference(one, constant)).toEqual({ value: 1, low: null, high: null, dof: null, p: null })
    expect(meanDifference(new Float64Array(0), constant)).toEqual({ ...none, dof: null, p: null })
    expect(meanDifference(constant, other)).toEqual({ value: 3, low: 3, high: 3, dof: null, p: 0 })
    expect(meanDifference(constant, constant)).toMatchObject({ value: 0, low: 0, high: 0, p: 1 })
    const far = meanDifference(Float64Array.of(-1.7e308, -1.6e308), Float64Array.of(1.7e308, 1.6e308))
    expect(far).toMatchObject({ value: Number.MAX_VALUE, high: Number.MAX_VALUE })
    expect(far.low).toBeGreaterThan(1e308)
    expect(far.dof).toBeCloseTo(2, 9)
  })
})

describe("independentDifference", () => {
  it("is near Welch's interval for means of many rows", () => {
    const [a, b] = [normalDraws(400, 1), normalDraws(300, 2).map((z) => 2 * z + 0.5)]
    const [moved, welch] = [independentDifference(meanInterval(a), meanInterval(b)), meanDifference(a, b)]
    expect(moved.value).toBeCloseTo(welch.value!, 14)
    expect(Math.abs((moved.high! - moved.low!) / (welch.high! - welch.low!) - 1)).toBeLessThan(0.01)
  })

  it("has no interval where a side has none, nothing where a side has no figure", () => {
    const side = { value: 0.5, low: 0.4, high: 0.7 }
    expect(independentDifference(side, { value: 0.75, low: null, high: null })).toEqual({
      value: 0.25,
      low: null,
      high: null,
    })
    expect(independentDifference(none, side)).toEqual(none)
  })
})

describe("countInterval", () => {
  it("agrees with scipy from none to hundreds of millions of events", () => {
    const tally = new Tally()
    for (const { count, low, high } of goldenIntervals<{ count: number; low: number; high: number }>("count")) {
      sameEnds(tally, `${count} events`, countInterval(count), [low, high])
      sameEnds(tally, `${count} events in 4`, countInterval(count, 4), [low / 4, high / 4])
    }
    expect(tally.compared).toBe(9 * 4)
  })

  it("gives nothing without exposure", () => {
    expect(countInterval(3, 0)).toEqual(none)
    expect(countInterval(0, 10).low).toBe(0)
  })
})

describe("quantileInterval", () => {
  it("lies between the values that going through all of them gives", () => {
    interface Case {
      n: number
      share: number
      low: number | null
      high: number | null
    }
    const tally = new Tally()
    for (const { n, share, low, high } of goldenIntervals<Case>("quantile_ranks")) {
      // The values are their own ranks.
      const ours = quantileInterval(
        Float64Array.from({ length: n }, (_, i) => i + 1),
        share,
      )
      tally.same(`${share} of ${n}`, [ours.low, ours.high], [low, high])
      tally.near(`${share} of ${n}`, ours.value, 1 + share * (n - 1), 1e-12, 0)
    }
    expect(tally.compared).toBe(9 * 5 * 2)
    expect(quantileInterval(new Float64Array(0), 0.5)).toEqual(none)
  })
})
