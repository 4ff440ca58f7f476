import { describe, expect, it } from "vitest"
import chiSquare from "../../src/methods/chi-square.js"
import jensenShannon from "../../src/methods/jensen-shannon.js"
import ks from "../../src/methods/ks.js"
import psi from "../../src/methods/psi.js"
import wasserstein from "../../src/methods/wasserstein.js"
import { sorted } from "../stats/golden.js"

describe("ks", () => {
  it("gives the exact p and D of scipy.stats.ks_2samp([1, 2], [3, 4])", () => {
    const { score, statistic } = ks.measure({ reference: sorted([1, 2]), current: sorted([3, 4]) })
    expect(score).toBeCloseTo(1 / 3, 15)
    expect(statistic).toBe(1)
  })

  it("reads ties once", () => {
    const { statistic } = ks.measure({ reference: sorted([1, 1, 1, 2]), current: sorted([1, 2, 2, 2]) })
    expect(statistic).toBe(0.5)
  })
})

describe("wasserstein", () => {
  it("divides by the deviation of all the reference's values, and never by less than 0.001", () => {
    expect(wasserstein.measure({ reference: sorted([0, 2]), current: sorted([1, 3]) })).toEqual({
      score: 1,
      statistic: 1,
    })
    const { score } = wasserstein.measure({ reference: sorted([5, 5]), current: sorted([5.5, 5.5]) })
    expect(score).toBe(500)
  })
})

describe("chi-square", () => {
  it("names the cells where few are expected", () => {
    const { warnings } = chiSquare.measure({ reference: Float64Array.of(10, 20, 5), current: Float64Array.of(6, 9, 0) })
    expect(warnings).toEqual(["fewer than 5 expected in 3 of 6 cells"])
  })

  it("warns of nothing when enough are expected", () => {
    const { warnings } = chiSquare.measure({ reference: Float64Array.of(30, 20), current: Float64Array.of(20, 30) })
    expect(warnings).toEqual([])
  })

  it("has p 1 and statistic 0 with one category", () => {
    const { score, statistic } = chiSquare.measure({ reference: Float64Array.of(10), current: Float64Array.of(20) })
    expect([score, statistic]).toEqual([1, 0])
  })
})

describe("noise floors", () => {
  // Cells large enough for the limit law.
  const ten = { reference: new Float64Array(10).fill(1000), current: new Float64Array(10).fill(500) }

  it("of psi and jensen-shannon follow chi-square with one degree less than there are non-empty cells", () => {
    expect(psi.noiseFloor(ten)).toBeCloseTo((1 / 10_000 + 1 / 5000) * 16.918977604620448, 12)
    expect(jensenShannon.noiseFloor(ten)).toBeCloseTo(Math.sqrt(((1 / 10_000 + 1 / 5000) * 16.918977604620448) / 8), 12)
    const padded = { reference: Float64Array.of(...ten.reference, 0), current: Float64Array.of(...ten.current, 0) }
    expect(psi.noiseFloor(padded)).toBe(psi.noiseFloor(ten))
  })
})
