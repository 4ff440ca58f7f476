import { describe, expect, it } from "vitest"
import { cellNoiseFloor } from "../../src/stats/cell-noise-floor.js"
import { chi2Quantile } from "../../src/stats/special.js"
import { jensenShannon, shannonTerm } from "../../src/stats/jensen-shannon.js"
import { populationStability, stabilityTerm } from "../../src/stats/population-stability.js"
import { randomNumbers } from "../../src/stats/random.js"

/** Two samples of the same law over `cells` cells, of n and m rows. */
function unchanged(n: number, m: number, cells: number, next: () => number): [Float64Array, Float64Array] {
  const draw = (rows: number) => {
    const counts = new Float64Array(cells)
    for (let i = 0; i < rows; i++) counts[Math.floor(next() ** 1.5 * cells)]++
    return counts
  }
  return [draw(n), draw(m)]
}

function shareAbove(n: number, m: number, cells: number, of: "shannon" | "stability"): number {
  const next = randomNumbers(n + 7 * m + 31 * cells)
  const sets = 1000
  let above = 0
  for (let set = 0; set < sets; set++) {
    const [a, b] = unchanged(n, m, cells, next)
    if (of === "shannon" && jensenShannon(a, b) ** 2 > cellNoiseFloor(a, b, shannonTerm, 8)) above++
    if (of === "stability" && populationStability(a, b) > cellNoiseFloor(a, b, stabilityTerm, 1)) above++
  }
  return above / sets
}

describe("the noise floor of a sum over cells", () => {
  it("is the chi-square law where every cell holds many rows", () => {
    const counts = new Float64Array(10).fill(5000)
    const law = ((1 / 50_000 + 1 / 50_000) * chi2Quantile(0.05, 9)) / 8
    expect(cellNoiseFloor(counts, counts, shannonTerm, 8) / law).toBeCloseTo(1, 2)
  })

  it("is exceeded in about 5 of 100 unchanged pairs, with full cells and with nearly empty ones", () => {
    for (const [n, m, cells] of [
      [200, 200, 5],
      [400, 300, 50],
      [1000, 200, 30],
      [500, 500, 400],
      [2000, 2000, 3000],
    ]) {
      const [shannon, stability] = [shareAbove(n, m, cells, "shannon"), shareAbove(n, m, cells, "stability")]
      // 1,000 sets: a standard error of 0.7 points.
      expect([shannon > 0.025, shannon < 0.08], `Jensen-Shannon ${n} ${m} ${cells}: ${shannon}`).toEqual([true, true])
      expect([stability > 0.02, stability < 0.09], `PSI ${n} ${m} ${cells}: ${stability}`).toEqual([true, true])
    }
  })

  it("is 0 where one cell holds everything", () => {
    expect(cellNoiseFloor(Float64Array.of(5), Float64Array.of(9), shannonTerm, 8)).toBe(0)
  })
})
