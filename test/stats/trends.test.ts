import { describe, expect, it } from "vitest"
import { mannKendall } from "../../src/stats/mann-kendall.js"
import { senSlope } from "../../src/stats/sen-slope.js"
import { generator } from "../helpers/sample-columns.js"
import { goldenCases, Tally } from "./golden.js"
import { patience } from "../helpers/patience.js"

interface Case {
  name: string
  values: number[]
  s: number
  variance: number
  z: number
  p: number
  slope: number
  intercept: number
}

describe("a trend over runs", () => {
  const cases = goldenCases<Case>("trends")

  it("has the Mann-Kendall figures of pymannkendall", () => {
    const tally = new Tally()
    for (const { name, values, s, variance, z, p } of cases) {
      const ours = mannKendall(values)
      tally.same(`${name}: s`, ours.s, s)
      tally.near(`${name}: variance`, ours.variance, variance, 1e-13, 0)
      tally.near(`${name}: z`, ours.z, z, 1e-13, 0)
      tally.near(`${name}: p`, ours.p, p, 1e-11, 0)
    }
    expect(tally.compared).toBe(60)
  })

  it("has the Sen slope and line of pymannkendall", () => {
    const tally = new Tally()
    for (const { name, values, slope, intercept } of cases) {
      const ours = senSlope(values)
      const size = Math.max(...values.map(Math.abs))
      tally.near(`${name}: slope`, ours.slope, slope, 1e-12, 1e-15 * size)
      tally.near(`${name}: intercept`, ours.intercept, intercept, 1e-12, 1e-14 * size)
    }
    expect(tally.compared).toBe(30)
  })

  it("counts pairs as one by one, with ties, in any order", () => {
    const next = generator(5)
    for (let n = 2; n < 60; n++) {
      const values = Array.from({ length: n }, () => Math.floor(next() * 12))
      let pairs = 0
      for (let j = 0; j < n; j++) for (let i = 0; i < j; i++) pairs += Math.sign(values[j] - values[i])
      expect(mannKendall(values).s).toBe(pairs)
    }
  })

  it("says nothing of one value or of none", () => {
    for (const few of [[], [7]]) expect(mannKendall(few).p).toBe(1)
  })

  it("takes 100,000 values in moments, where counting pairs would take minutes", () => {
    const values = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i) + i / 1e5)
    const started = process.cpuUsage()
    expect(mannKendall(values).p).toBeLessThan(1e-300)
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(patience(3))
  })
})
