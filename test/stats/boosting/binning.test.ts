import { describe, expect, it } from "vitest"
import { binCategories } from "../../../src/stats/boosting/bin-categories.js"
import { binNumbers } from "../../../src/stats/boosting/bin-numbers.js"
import { normalDraws } from "../../../src/stats/random.js"

describe("binNumbers", () => {
  it("gives few different numbers a bin each and missing ones the bin 0", () => {
    expect([...binNumbers(Float64Array.of(5, NaN, -1, 5, Infinity, 2)).bins]).toEqual([3, 0, 1, 3, 4, 2])
  })

  it("spreads many numbers evenly over 63 bins, in their order", () => {
    const values = normalDraws(6300, 3)
    const { bins } = binNumbers(values)
    const counts = new Map<number, number>()
    for (const bin of bins) counts.set(bin, (counts.get(bin) ?? 0) + 1)
    expect([...counts.values()]).toEqual(new Array(63).fill(100))
    const order = Array.from(values.keys()).sort((a, b) => values[a] - values[b])
    order.slice(1).forEach((row, i) => expect(bins[row]).toBeGreaterThanOrEqual(bins[order[i]]))
  })

  it("keeps equal numbers together where one fills most bins", () => {
    const values = normalDraws(5000, 4).map((z) => Math.max(0, z))
    const { bins } = binNumbers(values)
    expect(new Set(bins.filter((_, row) => values[row] === 0)).size).toBe(1)
    expect(new Set(bins).size).toBeGreaterThan(30)
  })

  it("takes a column without values", () => expect([...binNumbers(Float64Array.of(NaN, NaN)).bins]).toEqual([0, 0]))
})

describe("binCategories", () => {
  it("puts the most common first and lets the rare ones share a bin", () => {
    const codes = Float64Array.from({ length: 200 }, (_, row) => (row < 100 ? row % 2 : row))
    const { bins } = binCategories(Float64Array.of(NaN, ...codes))
    expect([...bins.subarray(0, 5)]).toEqual([0, 1, 2, 1, 2])
    expect([...bins.subarray(101, 103)]).toEqual([3, 4])
    expect(new Set(bins.subarray(161))).toEqual(new Set([63]))
  })
})
