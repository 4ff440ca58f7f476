import { describe, expect, it } from "vitest"
import { meanDiscrepancy } from "../../src/stats/mean-discrepancy/discrepancy.js"
import { kernelWidth } from "../../src/stats/mean-discrepancy/median-distance.js"
import { discrepancyTest } from "../../src/stats/mean-discrepancy/permutation-p.js"
import { mergeSorted } from "../../src/stats/merge-sorted.js"
import { normalDraws } from "../../src/stats/random.js"

const cauchy = (n: number, seed: number) => {
  const [a, b] = [normalDraws(n, seed), normalDraws(n, seed + 1000)]
  return a.map((value, i) => value / b[i]).sort()
}

describe("discrepancyTest", () => {
  const pairs: Record<string, [Float64Array, Float64Array]> = {
    normal: [normalDraws(120, 1).sort(), normalDraws(80, 2).sort()],
    "heavy tails": [cauchy(150, 3), cauchy(150, 4)],
    "two far clusters": [Float64Array.of(0, 0.1, 0.2, 0.3, 0.5, 900, 901), Float64Array.of(0, 0.2, 0.4, 0.6, 900.5)],
    ties: [Float64Array.of(0, 0, 0, 1, 1, 5), Float64Array.of(0, 1, 1, 5, 5)],
  }
  for (const [name, [x, y]] of Object.entries(pairs))
    it(`gives by a few cosines what adding up all pairs gives: ${name}`, () => {
      const direct = meanDiscrepancy(x, y, kernelWidth(mergeSorted(x, y))).unbiased
      expect(discrepancyTest(x, y, 0).statistic).toBeCloseTo(direct, 12)
    })

  it("finds p below 0.05 in about one of twenty unchanged pairs", () => {
    let below = 0
    for (let pair = 0; pair < 300; pair++) {
      const [x, y] = [normalDraws(60, 5000 + 2 * pair).sort(), normalDraws(40, 5001 + 2 * pair).sort()]
      if (discrepancyTest(x, y, 99).p < 0.05) below++
    }
    expect(below / 300).toBeGreaterThan(0.02)
    expect(below / 300).toBeLessThan(0.08)
  })

  it("says 1 of equal values and the least it can of disjoint ones", () => {
    expect(discrepancyTest(new Float64Array(5), new Float64Array(6), 99).p).toBe(1)
    const x = normalDraws(50, 1).sort()
    expect(
      discrepancyTest(
        x,
        x.map((value) => value + 100),
        99,
      ).p,
    ).toBe(0.01)
  })
})

describe("kernelWidth", () => {
  it("is the median of all distances, their mean where that is 0, and 1 where all are", () => {
    expect(kernelWidth(Float64Array.of(1, 2, 4))).toBe(2)
    expect(kernelWidth(Float64Array.of(1, 2, 4, 8))).toBe(3.5)
    expect(kernelWidth(Float64Array.of(0, 0, 0, 0, 1))).toBe(0.4)
    expect(kernelWidth(Float64Array.of(3, 3))).toBe(1)
  })
})
