import { describe, expect, it } from "vitest"
import count from "../../src/metrics/business/count.js"
import distinct from "../../src/metrics/business/distinct.js"
import mean from "../../src/metrics/business/mean.js"
import rate from "../../src/metrics/business/rate.js"
import sum from "../../src/metrics/business/sum.js"
import { randomNumbers } from "../../src/stats/random.js"

const flags = (hits: number, n: number) => Uint8Array.from({ length: n }, (_, i) => Number(i < hits))

describe("business metrics", () => {
  it("rate has Wilson's interval", () => {
    // `proportion` in fixtures/golden/edge_more_metrics.json (statsmodels 0.15.0).
    const { value, low, high, rows } = rate.measure({ value: flags(1, 10) })
    expect(value).toBe(0.1)
    expect(low).toBeCloseTo(0.017876213095072924, 12)
    expect(high).toBeCloseTo(0.40415002679523854, 12)
    expect(rows).toBe(10)
  })

  it("mean has Student's interval", () => {
    // 1 … 5: mean 3, standard error sqrt(2.5 / 5), t(0.975, 4) = 2.7764451051977987.
    const { value, low, high } = mean.measure({ value: Float64Array.of(1, 2, 3, 4, 5) })
    const half = 2.7764451051977987 * Math.sqrt(0.5)
    expect(value).toBe(3)
    expect(low).toBeCloseTo(3 - half, 10)
    expect(high).toBeCloseTo(3 + half, 10)
  })

  it("sum is exact, and its bootstrap interval is as wide as the law of large numbers says", () => {
    const next = randomNumbers(7)
    const value = Float64Array.from({ length: 2000 }, () => next())
    const figure = sum.measure({ value })
    expect(figure.value).toBeCloseTo(
      value.reduce((total, each) => total + each, 0),
      8,
    )
    const wide = 2 * 1.96 * Math.sqrt(2000 / 12)
    expect(((figure.high ?? 0) - (figure.low ?? 0)) / wide).toBeCloseTo(1, 1)
  })

  it("sum keeps small terms beside large ones", () => {
    expect(sum.measure({ value: Float64Array.of(1e16, 1, 1, 1, -1e16) }).value).toBe(3)
  })

  it("count has the exact Poisson interval", () => {
    // Garwood: 10 events, 4.795389 to 18.390356.
    const { value, low, high } = count.measure({ value: { codes: new Int32Array(10), labels: ["a"] } })
    expect(value).toBe(10)
    expect(low).toBeCloseTo(4.795389, 5)
    expect(high).toBeCloseTo(18.390356, 5)
  })

  it("distinct counts values that occur, and is surer the fewer occur once", () => {
    const once = distinct.measure({
      value: { codes: Int32Array.of(0, 1, 2, 3), labels: ["a", "b", "c", "d", "unused"] },
    })
    expect(once.value).toBe(4)
    const repeated = distinct.measure({ value: { codes: Int32Array.of(0, 0, 1, 1, 2, 2), labels: ["a", "b", "c"] } })
    expect(repeated).toMatchObject({ value: 3, low: 3, high: 3 })
    const mixed = distinct.measure({ value: { codes: Int32Array.of(0, 0, 1, 1, 2, 3), labels: ["a", "b", "c", "d"] } })
    expect(mixed.value).toBe(4)
    expect(mixed.low).toBeLessThan(4)
    expect(mixed.low).toBeGreaterThanOrEqual(2)
    expect(mixed.high).toBeGreaterThan(4)
  })
})
