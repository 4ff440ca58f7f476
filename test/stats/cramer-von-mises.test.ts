import { describe, expect, it } from "vitest"
import { scaledBesselKQuarter } from "../../src/stats/cramer-von-mises/bessel-k-quarter.js"
import { cramerExactSf } from "../../src/stats/cramer-von-mises/exact-sf.js"
import { cramerLimitSf } from "../../src/stats/cramer-von-mises/limit-sf.js"
import { cramerPValue } from "../../src/stats/cramer-von-mises/p-value.js"
import { countAtOrBelow } from "../../src/stats/count-below.js"
import { randomNumbers } from "../../src/stats/random.js"
import { walkRanks } from "../../src/stats/walk-ranks.js"
import { everySplit } from "./every-split.js"
import { Tally, goldenCases } from "./golden.js"

describe("the Cramér–von Mises laws", () => {
  const cases = goldenCases<[string, number[], number]>("special_functions")

  it("agree with besselk_quarter and cvm_inf_sf of fixtures/golden/edge_special_functions.json", () => {
    const tally = new Tally()
    for (const [name, [x], value] of cases) {
      if (name === "besselk_quarter") tally.near(`K(${x})`, scaledBesselKQuarter(x) * Math.exp(-x), value, 1e-13, 0)
      if (name === "cvm_inf_sf") tally.near(`sf(${x})`, cramerLimitSf(x), value, 1e-12, 0)
    }
    expect(tally.compared).toBe(17)
  })

  it("meet where the series hands over to the integral", () => {
    expect(cramerLimitSf(0.4) / cramerLimitSf(0.4 + 1e-13)).toBeCloseTo(1, 11)
    expect([cramerLimitSf(0), cramerLimitSf(1000)]).toEqual([1, 0])
  })

  it("count every order of small samples", () => {
    for (const [n, m] of [
      [1, 1],
      [1, 4],
      [3, 3],
      [4, 6],
    ]) {
      const splits = everySplit(n, m).map(([a, b]) => walkRanks(a, b).cramer)
      for (const statistic of new Set(splits)) {
        const share = splits.filter((other) => other >= statistic - 1e-9).length / splits.length
        expect(cramerExactSf(statistic, n, m)).toBeCloseTo(share, 12)
      }
    }
  })

  it("give two different constants the smallest probability there is, where scipy says 0", () => {
    const { cramer } = walkRanks(new Float64Array(10), new Float64Array(10).fill(1))
    expect(cramerPValue(cramer, 10, 10)).toBeCloseTo(2 / 184_756, 12)
  })

  it("change from exact to asymptotic above 20 values, and hardly differ there", () => {
    expect(cramerPValue(0.46, 20, 20)).toBe(cramerExactSf(0.46, 20, 20))
    expect(cramerPValue(0.46, 21, 20) / cramerPValue(0.46, 20, 20)).toBeCloseTo(1, 1)
  })
})

/** `n` ratings from 1 to 5, the lower ones the more common, ascending. */
function ratings(n: number, seed: number): Float64Array {
  const next = randomNumbers(seed)
  return Float64Array.from({ length: n }, () => 1 + Math.floor(next() ** 1.5 * 5)).sort()
}

describe("the Cramér–von Mises statistic", () => {
  it("is n·m/(n + m)² Σ(F − G)² over all values, with ties and unequal sizes too", () => {
    for (const [n, m] of [
      [10_000, 500],
      [500, 10_000],
      [40, 40],
      [7, 3],
    ]) {
      const [a, b] = [ratings(n, 1), ratings(m, 2)]
      let sum = 0
      for (const side of [a, b])
        for (const value of side) sum += (countAtOrBelow(a, value) / n - countAtOrBelow(b, value) / m) ** 2
      // The sum that is tested against loses digits, not the walk.
      expect(walkRanks(a, b).cramer / ((n * m * sum) / (n + m) ** 2)).toBeCloseTo(1, 10)
    }
  })

  it("marks few unchanged columns of ratings, where scipy's marks all", () => {
    const runs = 300
    let marked = 0
    for (let run = 0; run < runs; run++) {
      const [a, b] = [ratings(2000, 2 * run), ratings(150, 2 * run + 1)]
      if (cramerPValue(walkRanks(a, b).cramer, 2000, 150) < 0.05) marked++
    }
    // 7 % with these ties; a standard error of 1.5 points.
    expect(marked / runs).toBeLessThan(0.12)
  })
})
