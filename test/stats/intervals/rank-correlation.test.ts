import { describe, expect, it } from "vitest"
import { rankCorrelation } from "../../../src/stats/intervals/rank-correlation.js"
import { randomNumbers } from "../../../src/stats/random.js"

const numbers = (...values: number[]) => Float64Array.from(values)

describe("a rank correlation", () => {
  it("has the interval of Bonett and Wright and Student's p", () => {
    // Squared differences sum to 8: rho = 1 − 48/504; atanh rho ∓ 1.959964·√((1 + rho²/2)/5) = 1.4978661 ∓ 1.0405534.
    const found = rankCorrelation(numbers(1, 2, 3, 4, 5, 6, 7, 8), numbers(2, 1, 4, 3, 6, 5, 8, 7))
    expect(found?.value).toBeCloseTo(0.9047619, 6)
    expect(found?.low).toBeCloseTo(0.4278915, 6)
    expect(found?.high).toBeCloseTo(0.9875982, 6)
    // t = 5.2033643; Student's law of six degrees in closed form: 1 − x(1 + c/2 + 3c²/8), x² = 1 − c = t²/(6 + t²).
    expect(found?.p).toBeCloseTo(0.0020082755, 9)
  })

  it("leaves rows out that lack one of both", () => {
    const found = rankCorrelation(numbers(1, NaN, 3, 4, 5), numbers(1, 2, NaN, 5, 4))
    expect(found).toMatchObject({ rows: 3, value: 0.5, low: null, high: null })
  })

  it("has no interval where the order is perfect, and is nothing where one side never varies", () => {
    expect(rankCorrelation(numbers(1, 2, 3, 4), numbers(4, 3, 2, 1))).toEqual({
      value: -1,
      low: null,
      high: null,
      p: 0,
      rows: 4,
    })
    expect(rankCorrelation(numbers(1, 2, 3, 4), numbers(1, 1, 1, 1))).toBeNull()
    expect(rankCorrelation(numbers(1, 2), numbers(1, 2))).toBeNull()
  })

  it("covers the truth in 95 of 100 samples of 50 rows of normal numbers with a correlation of 0.5", () => {
    const next = randomNumbers(7)
    const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
    // Of bivariate normal numbers: rho_s = 6/π · asin(ρ/2).
    const truth = (6 / Math.PI) * Math.asin(0.25)
    let covered = 0
    for (let sample = 0; sample < 2000; sample++) {
      const a = Float64Array.from({ length: 50 }, normal)
      const b = a.map((value) => 0.5 * value + Math.sqrt(0.75) * normal())
      const found = rankCorrelation(a, b)
      if (found !== null && (found.low ?? 1) <= truth && truth <= (found.high ?? -1)) covered++
    }
    // 2,000 samples: 0.95 ± 0.015 are three standard errors.
    expect(covered / 2000).toBeGreaterThan(0.935)
    expect(covered / 2000).toBeLessThan(0.965)
  })
})
