import { describe, expect, it } from "vitest"
import { driftRatio } from "../../src/compare/ratio.js"

describe("the one scale for every method", () => {
  it("is 1 on the threshold", () => {
    expect(driftRatio("distance", 0.1, 0.1)).toBe(1)
    expect(driftRatio("test", 0.05, 0.05)).toBe(1)
  })

  it("grows with distance and with a smaller p-value", () => {
    expect(driftRatio("distance", 1.213, 0.1)).toBeCloseTo(12.13, 10)
    expect(driftRatio("test", 0.0025, 0.05)).toBeCloseTo(2, 10)
    expect(driftRatio("test", 1, 0.05)).toBe(0)
  })

  it("stays finite where the p-value underflows", () => {
    expect(driftRatio("test", 0, 0.05)).toBeCloseTo(300 / -Math.log10(0.05), 6)
    expect(driftRatio("distance", 1e308, 1e-300)).toBe(Number.MAX_VALUE)
  })
})
