import { describe, expect, it } from "vitest"
import { evenGrid } from "../../src/stats/even-grid.js"

const sides = (reference: number[], current: number[] = []) =>
  evenGrid(Float64Array.from(reference), Float64Array.from(current))

describe("an even grid", () => {
  it("is seen where places are empty, and over both sides", () => {
    expect(sides([0, 0.25, 0.25, 1], [0.5, 2])).toEqual({ first: 0, step: 0.25 })
  })

  it("is seen behind rounding: knots as miles per hour to two decimals", () => {
    const winds = Array.from({ length: 34 }, (_, knots) => Number((knots * 1.15078).toFixed(2)))
    // Off by at most half of the last decimal over the whole range, in each of 33 steps.
    expect(sides(winds)?.step).toBeCloseTo(1.15078, 3)
  })

  it("is none of values at any distance, of many values, of two, and of infinite ones", () => {
    expect(sides([1, 2, 4.5, 9, 9.3, 20])).toBeNull()
    expect(sides(Array.from({ length: 500 }, (_, i) => i / 2))).toBeNull()
    expect(sides([0, 0.01, 100])).toBeNull()
    expect(sides([0, 0.5])).toBeNull()
    expect(sides([-Infinity, 0, 1])).toBeNull()
    expect(sides([])).toBeNull()
  })
})
