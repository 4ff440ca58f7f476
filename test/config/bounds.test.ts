import { describe, expect, it } from "vitest"
import { allowedShare, roomyBounds } from "../../src/config/bounds.js"

describe("bounds of what was seen", () => {
  it("are round, with half a range of room on each side", () => {
    expect(roomyBounds({ min: -3.1234, max: 3.0521 })).toEqual({ min: -7, max: 7 })
    expect(roomyBounds({ min: 1005.3, max: 1030.7 })).toEqual({ min: 990, max: 1045 })
  })

  it("keep the sign, and shares between 0 and 1", () => {
    expect(roomyBounds({ min: 0, max: 6177 })).toEqual({ min: 0, max: 10_000 })
    expect(roomyBounds({ min: -80, max: -2 }).max).toBe(0)
    expect(roomyBounds({ min: 0.05149815268552135, max: 0.98 })).toEqual({ min: 0, max: 1 })
  })

  it("are what was seen for flags and single values", () => {
    expect(roomyBounds({ min: 0, max: 1 })).toEqual({ min: 0, max: 1 })
    expect(roomyBounds({ min: 2013, max: 2013 })).toEqual({ min: 2013, max: 2013 })
  })

  it("hold what was seen at every size, and are finite", () => {
    for (const [min, max] of [
      [-1e308, 1e308],
      [1e-300, 2e-300],
      [-5e-324, 5e-324],
      [1e15, 1e15 + 1],
      [-0.3, 0.1],
    ]) {
      const found = roomyBounds({ min, max })
      expect(found.min).toBeLessThanOrEqual(min)
      expect(found.max).toBeGreaterThanOrEqual(max)
      expect(Number.isFinite(found.min) && Number.isFinite(found.max)).toBe(true)
    }
  })
})

describe("the share of rows that may lie outside", () => {
  it("shrinks with the rows, is rounded up to one digit, and at most 1", () => {
    expect(allowedShare(200)).toBe(0.04)
    expect(allowedShare(4322)).toBe(0.002)
    expect(allowedShare(1_000_000)).toBe(0.000007)
    expect(allowedShare(3)).toBe(1)
  })

  it("grows with the categories that were seen once", () => {
    expect(allowedShare(1000, 10)).toBe(0.03)
  })
})
