import { describe, expect, it } from "vitest"
import { scaledBesselKQuarter } from "../../src/stats/cramer-von-mises/bessel-k-quarter.js"
import { cramerExactSf } from "../../src/stats/cramer-von-mises/exact-sf.js"
import { cramerLimitSf } from "../../src/stats/cramer-von-mises/limit-sf.js"
import { cramerPValue } from "../../src/stats/cramer-von-mises/p-value.js"
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
