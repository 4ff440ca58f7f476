import { describe, expect, it } from "vitest"
import { benjaminiHochberg } from "../../src/stats/benjamini-hochberg.js"
import { Tally, goldenCases } from "./golden.js"

interface Case {
  id: string
  expect: { p: number[]; bh: { adjusted: number[]; rejected: number } }
}

describe("benjaminiHochberg", () => {
  it("agrees with bh in fixtures/golden/edge_multiple_testing.json", () => {
    const tally = new Tally()
    for (const { id, expect: golden } of goldenCases<Case>("multiple_testing")) {
      const adjusted = benjaminiHochberg(golden.p)
      adjusted.forEach((p, i) => tally.near(`${id} ${i}`, p, golden.bh.adjusted[i], 1e-12, 0))
      tally.same(`${id} rejected`, adjusted.filter((p) => p <= 0.05).length, golden.bh.rejected)
    }
    expect(tally.compared).toBe(91)
  })

  it("of nothing is nothing", () => {
    expect(benjaminiHochberg([])).toEqual([])
  })
})
