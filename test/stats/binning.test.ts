import { describe, expect, it } from "vitest"
import { countInBins } from "../../src/stats/count-in-bins.js"
import { countInDecileCells } from "../../src/stats/decile-cells.js"
import { equalWidthEdges } from "../../src/stats/equal-width-edges.js"
import { quantile } from "../../src/stats/quantile.js"
import { total } from "../../src/stats/total.js"
import { Tally, goldenCases, sorted } from "./golden.js"

interface Bins {
  edges: number[]
  counts: number[]
}

interface BinningCase {
  id: string
  values: number[]
  bins10: Bins
  bins50: Bins
  sturges: Bins
  deciles: number[]
}

describe("bins agree with fixtures/golden/edge_binning.json", () => {
  const cases = goldenCases<BinningCase>("binning")

  it("in the edges of 10 and of 50 bins and the counts within, to the last bit", () => {
    const tally = new Tally()
    for (const { id, values, ...golden } of cases) {
      const ours = sorted(values)
      for (const [bins, { edges, counts }] of [[10, golden.bins10] as const, [50, golden.bins50] as const]) {
        const ourEdges = equalWidthEdges(ours[0], ours[ours.length - 1], bins)
        tally.same(`${id} edges`, Array.from(ourEdges), edges)
        tally.same(`${id} counts`, Array.from(countInBins(ours, ourEdges)), counts)
      }
      tally.same(
        `${id} sturges counts`,
        Array.from(countInBins(ours, Float64Array.from(golden.sturges.edges))),
        golden.sturges.counts,
      )
    }
    expect(tally.compared).toBe(30)
  })

  it("in deciles", () => {
    const tally = new Tally()
    for (const { id, values, deciles } of cases)
      deciles.forEach((decile, i) =>
        tally.near(`${id} decile ${i}`, quantile(sorted(values), i / 10), decile, 1e-15, 0),
      )
    expect(tally.compared).toBe(66)
  })
})

describe("countInBins", () => {
  it("closes the last bin, leaves out what lies outside and takes open ends", () => {
    const values = Float64Array.of(-5, 0, 1, 1, 2, 3, 9)
    expect(Array.from(countInBins(values, Float64Array.of(0, 1, 2, 3)))).toEqual([1, 2, 2])
    expect(Array.from(countInBins(values, Float64Array.of(-Infinity, 1, Infinity)))).toEqual([2, 5])
  })

  it("counts every value once at the limits of doubles", () => {
    for (const values of [
      [-1.7e308, 0, 1.7e308],
      [1e300, 1e300],
      [0, 5e-324, 1e-322, 1.5e-322],
      [1, 1 + Number.EPSILON],
      [-0, 0],
    ]) {
      const ours = sorted(values)
      const edges = equalWidthEdges(ours[0], ours[ours.length - 1], 50)
      expect(Array.from(edges)).toEqual(Array.from(edges).sort((a, b) => a - b))
      expect(total(countInBins(ours, edges))).toBe(values.length)
    }
  })
})

describe("countInDecileCells", () => {
  it("gives a repeated decile a cell of its own", () => {
    const reference = sorted([0, 0, 0, 0, 0, 0, 1, 2, 3, 4])
    const { reference: cells } = countInDecileCells(reference, reference)
    // Deciles 0 (five times), 0.4, 1.3, 2.2 and 3.1: below 0, 0, and up to each of the others.
    expect(Array.from(cells)).toEqual([0, 6, 0, 1, 1, 1, 1])
  })

  it("splits a constant into below, equal and above", () => {
    const { current } = countInDecileCells(sorted([5, 5]), sorted([4, 5, 5, 6, 7]))
    expect(Array.from(current)).toEqual([1, 2, 2])
  })
})
