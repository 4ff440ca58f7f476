import { describe, expect, it } from "vitest"
import { auc } from "../../src/stats/auc.js"
import { normalDraws } from "../../src/stats/random.js"

/** Figures: scikit-learn 1.9.1 roc_auc_score; scipy 1.17.1 tiecorrect on rankdata, times (n + m + 1) / (12nm). */
describe("auc", () => {
  const draws = normalDraws(900, 11)

  it("counts ties as half a pair, as scikit-learn does", () => {
    const positives = draws.slice(0, 400).map((z) => Math.round(z * 2 + 1) / 2)
    const negatives = draws.slice(400).map((z) => Math.round(z * 2) / 2)
    const result = auc(positives.sort(), negatives.sort())
    expect(result.auc).toBeCloseTo(0.6242325, 14)
    expect(result.nullVariance / 0.00036640819120009886).toBeCloseTo(1, 12)
  })

  it("agrees with scikit-learn without ties", () => {
    const positives = draws.slice(0, 400).map((z) => z + 0.3)
    expect(auc(positives.sort(), draws.slice(400).sort()).auc).toBeCloseTo(0.57364, 14)
  })

  it("is 1 and 0 for samples that do not overlap", () => {
    const [low, high] = [Float64Array.of(1, 2), Float64Array.of(3, 4, 5)]
    expect([auc(high, low).auc, auc(low, high).auc]).toEqual([1, 0])
  })

  it("is 0.5 without variance when all values are equal", () => {
    expect(auc(Float64Array.of(2, 2), Float64Array.of(2, 2, 2))).toEqual({ auc: 0.5, nullVariance: 0 })
    expect(auc(Float64Array.of(0), Float64Array.of(-0))).toEqual({ auc: 0.5, nullVariance: 0 })
  })
})
