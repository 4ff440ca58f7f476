import { describe, expect, it } from "vitest"
import {
  chi2Quantile,
  chi2Sf,
  erfc,
  kolmogorovLimitSf,
  lnGamma,
  normalQuantile,
  normalSf,
  regularizedBeta,
  tTwoSided,
} from "../../src/stats/special.js"
import { Tally, goldenCases } from "./golden.js"

/** Functions that driftcheck has, under the names of the golden file, with the relative error allowed. */
const functions: Record<string, { of: (...args: number[]) => number; rel: number }> = {
  norm_sf: { of: normalSf, rel: 1e-12 },
  norm_ppf: { of: normalQuantile, rel: 1e-15 },
  chi2_sf: { of: chi2Sf, rel: 1e-11 },
  t_two_sided: { of: tTwoSided, rel: 1e-10 },
  betainc_reg: { of: regularizedBeta, rel: 1e-11 },
  lgamma: { of: lnGamma, rel: 1e-9 },
  kolmogorov_sf: { of: kolmogorovLimitSf, rel: 1e-14 },
}

describe("special functions agree with fixtures/golden/edge_special_functions.json", () => {
  const cases = goldenCases<[string, number[], number]>("special_functions")
  const counts = { norm_sf: 12, norm_ppf: 8, chi2_sf: 54, t_two_sided: 54, betainc_reg: 5, lgamma: 6, kolmogorov_sf: 9 }

  for (const [name, count] of Object.entries(counts))
    it(`in ${name}`, () => {
      const tally = new Tally()
      const { of, rel } = functions[name]
      for (const [id, args, value] of cases)
        if (id === name) tally.near(`${name}(${args.join(", ")})`, of(...args), value, rel, 1e-300)
      expect(tally.compared).toBe(count)
    })
})

describe("special functions answer where cephes throws or hangs", () => {
  it("far out in the tails", () => {
    expect(chi2Sf(1e6, 1)).toBe(0)
    expect(chi2Sf(1e-8, 1000)).toBe(1)
    expect(chi2Sf(0, 3)).toBe(1)
    expect(chi2Sf(-1, 3)).toBe(1)
    expect([erfc(30), erfc(-30)]).toEqual([0, 2])
    expect([normalSf(40), normalSf(-40)]).toEqual([0, 1])
    expect(normalSf(35)).toBeGreaterThan(0)
    expect(tTwoSided(1e200, 50)).toBe(0)
    expect([regularizedBeta(2, 3, 0), regularizedBeta(2, 3, 1)]).toEqual([0, 1])
    expect(regularizedBeta(5000, 5000, 1e-10)).toBe(0)
  })

  it("at the ends of their range", () => {
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity])
    expect([lnGamma(0), lnGamma(-3)]).toEqual([Infinity, Infinity])
    expect([kolmogorovLimitSf(0), kolmogorovLimitSf(0.169), kolmogorovLimitSf(30)]).toEqual([1, 1, 0])
  })

  it("for the point of chi-square that a tail belongs to", () => {
    for (const dof of [1, 2, 3, 9, 10, 49, 200, 999, 20_000, 1e6]) {
      expect(chi2Sf(chi2Quantile(0.05, dof), dof) / 0.05).toBeCloseTo(1, 8)
    }
  })

  it("for such points of any number of degrees of freedom, the same on both sides of a million", () => {
    for (const tail of [1e-12, 0.025, 0.5, 0.975, 1 - 1e-9]) {
      const [below, above] = [chi2Quantile(tail, 999_999), chi2Quantile(tail, 1_000_000)]
      expect(above - below).toBeCloseTo(1, 1)
      // Their order is that of the degrees of freedom, and the mean and the spread are those of the law.
      for (const dof of [1_276_536, 1e7, 1e8, 2e9]) {
        const z = (chi2Quantile(tail, dof) - dof) / Math.sqrt(2 * dof)
        expect(Math.abs(z + normalQuantile(tail))).toBeLessThan(0.03)
        expect(chi2Sf(chi2Quantile(0.025, dof), dof) / 0.025).toBeCloseTo(1, 5)
      }
    }
  })
})
