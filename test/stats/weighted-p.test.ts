import { describe, expect, it } from "vitest"
import { weightedP } from "../../src/stats/weighted-p.js"

const together = (body: number, tail: number) =>
  weightedP([
    { p: body, weight: 0.8 },
    { p: tail, weight: 0.2 },
  ])

describe("weightedP", () => {
  it("is the smaller of the weighted p-values, at most 1, and names its test", () => {
    expect(together(0.04, 0.5)).toEqual({ p: 0.04 / 0.8, surest: 0 })
    expect(together(0.5, 0.001)).toEqual({ p: 0.005, surest: 1 })
    expect(together(0.9, 0.3)).toEqual({ p: 1, surest: 0 })
  })

  it("names the first of equally sure tests", () => {
    expect(together(0, 0)).toEqual({ p: 0, surest: 0 })
  })

  it("is the p-value itself where there is one test", () => {
    expect(weightedP([{ p: 0.3, weight: 1 }])).toEqual({ p: 0.3, surest: 0 })
  })
})
