import { describe, expect, it } from "vitest"
import { chiSquareTable } from "../../src/stats/chi-square-table.js"
import { jensenShannon } from "../../src/stats/jensen-shannon.js"
import { populationStability } from "../../src/stats/population-stability.js"
import { Tally, goldenCases } from "./golden.js"

interface ContingencyCase {
  id: string
  table: number[][]
  expect: {
    chi2: { error?: string; stat: number; p: number; dof: number; expected_min: number; expected_lt5: number }
    dist: { psi: number; js_dist_e: number }
  }
}

describe("tables agree with fixtures/golden/edge_contingency.json", () => {
  // Not ours: three rows; a side without any row, which is never tested.
  const cases = goldenCases<ContingencyCase>("contingency")
    .filter(({ table, expect: { chi2 } }) => table.length === 2 && chi2.error === undefined)
    .map(({ id, table, expect }) => ({ id, rows: table.map((row) => Float64Array.from(row)), golden: expect }))

  it("in chi2", () => {
    const tally = new Tally()
    for (const { id, rows, golden } of cases) {
      const { statistic, p, dof, expectedMin, cells, cellsBelowFive } = chiSquareTable(rows[0], rows[1])
      tally.near(`${id} stat`, statistic, golden.chi2.stat, 1e-9, 1e-12)
      tally.near(`${id} p`, p, golden.chi2.p, 1e-8, 1e-300)
      tally.same(`${id} dof`, dof, golden.chi2.dof)
      tally.near(`${id} expected_min`, expectedMin, golden.chi2.expected_min, 1e-14, 0)
      tally.near(`${id} expected_lt5`, cellsBelowFive / cells, golden.chi2.expected_lt5, 1e-14, 0)
    }
    expect(tally.compared).toBe(100)
  })

  it("in dist.psi and dist.js_dist_e", () => {
    const tally = new Tally()
    for (const { id, rows, golden } of cases) {
      tally.near(`${id} psi`, populationStability(rows[0], rows[1]), golden.dist.psi, 1e-9, 1e-12)
      tally.near(`${id} js_dist_e`, jensenShannon(rows[0], rows[1]), golden.dist.js_dist_e, 1e-7, 1e-8)
    }
    expect(tally.compared).toBe(40)
  })
})

describe("chiSquareTable", () => {
  it("skips categories that are empty on both sides", () => {
    const some = chiSquareTable(Float64Array.of(10, 20), Float64Array.of(6, 9))
    expect(chiSquareTable(Float64Array.of(10, 0, 20), Float64Array.of(6, 0, 9))).toEqual(some)
  })
})

describe("jensenShannon", () => {
  it("keeps its digits where the shares are nearly equal", () => {
    // Shares 1/2 ± d: the divergence is d² · 2 · (1 + …), so the distance of (1, 1) and (1 + e, 1 - e) is e / √8.
    const reference = Float64Array.of(5e8, 5e8)
    for (const moved of [1, 10, 1000]) {
      const distance = jensenShannon(reference, Float64Array.of(5e8 + moved, 5e8 - moved))
      expect(distance / (moved / 5e8 / Math.sqrt(8))).toBeCloseTo(1, 10)
    }
  })

  it("is 0 for equal shares of unequal totals and √ln 2 for nothing in common", () => {
    expect(jensenShannon(Float64Array.of(1, 2, 0), Float64Array.of(30, 60, 0))).toBe(0)
    expect(jensenShannon(Float64Array.of(7, 0), Float64Array.of(0, 3))).toBeCloseTo(Math.sqrt(Math.LN2), 15)
  })
})
