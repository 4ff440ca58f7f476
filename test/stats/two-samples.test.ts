import { describe, expect, it } from "vitest"
import { countAtOrBelow } from "../../src/stats/count-below.js"
import { countInBins } from "../../src/stats/count-in-bins.js"
import { countInDecileCells } from "../../src/stats/decile-cells.js"
import { equalWidthEdges } from "../../src/stats/equal-width-edges.js"
import { jensenShannon } from "../../src/stats/jensen-shannon.js"
import { ksPValue } from "../../src/stats/ks-p-value.js"
import { oneSampleSf } from "../../src/stats/kolmogorov/one-sample-sf.js"
import { maxEcdfGap } from "../../src/stats/max-ecdf-gap.js"
import { moments } from "../../src/stats/moments.js"
import { countDistinct } from "../../src/stats/count-distinct.js"
import { populationDeviation } from "../../src/stats/population-deviation.js"
import { populationStability } from "../../src/stats/population-stability.js"
import { walkTies } from "../../src/stats/walk-ties.js"
import { readSortedColumns } from "../helpers/read-columns.js"
import { Tally, goldenCases, largestSize, sorted, type GoldenNumber } from "./golden.js"

interface Expected {
  n: [number, number]
  ks: {
    stat: number
    p: number
    p_asymp: GoldenNumber
    p_exact_integer?: number
    loc: number
    sign: 1 | -1
  }
  wasserstein: { stat: GoldenNumber; normed: GoldenNumber }
  psi: { atoms: number | null; atoms_bins?: number }
  bins50: { lo?: GoldenNumber; hi?: GoldenNumber; js_dist_e: GoldenNumber }
}

interface TwoSampleCase {
  id: string
  x: number[]
  y: number[]
  expect: Expected
}

const scaleOf = (x: Float64Array, y: Float64Array) =>
  Math.max(largestSize([x[0], x[x.length - 1]]), largestSize([y[0], y[y.length - 1]]))

/** The oracle reads the gap in floating point, so among places that are equally far it may name another one than we do. */
function compareGap(tally: Tally, id: string, x: Float64Array, y: Float64Array, golden: Expected["ks"]): void {
  const { gap, at, sign } = maxEcdfGap(x, y)
  tally.near(`${id} D`, gap, golden.stat, 1e-9, 1e-12)
  const height = (value: number) => countAtOrBelow(x, value) / x.length - countAtOrBelow(y, value) / y.length
  tally.near(`${id} height at its loc`, golden.sign * height(golden.loc), gap, 0, 1e-15)
  tally.near(`${id} height at ours`, sign * height(at), gap, 0, 1e-15)
}

/** The area and the binned distances; figures that the oracle could not compute are passed over. */
function compareDistances(tally: Tally, id: string, x: Float64Array, y: Float64Array, golden: Expected): void {
  const { area } = walkTies(x, y)
  if (typeof golden.wasserstein.stat === "number")
    tally.near(`${id} wasserstein`, area, golden.wasserstein.stat, 1e-9, 1e-12 * scaleOf(x, y))
  // The oracle's deviation overflows beyond 1e150.
  if (typeof golden.wasserstein.normed === "number" && scaleOf(x, y) < 1e150) {
    const deviation = Math.max(0.001, populationDeviation(x))
    tally.near(`${id} normed`, area / deviation, golden.wasserstein.normed, 1e-9, (1e-12 * scaleOf(x, y)) / deviation)
  }
  const cells = countInDecileCells(x, y)
  tally.near(`${id} psi.atoms`, populationStability(cells.reference, cells.current), golden.psi.atoms, 1e-9, 1e-12)
  if (golden.psi.atoms_bins !== undefined) tally.same(`${id} atoms_bins`, cells.reference.length, golden.psi.atoms_bins)
  if (typeof golden.bins50.js_dist_e === "number") {
    const edges = equalWidthEdges(Math.min(x[0], y[0]), Math.max(x[x.length - 1], y[y.length - 1]), 50)
    const distance = jensenShannon(countInBins(x, edges), countInBins(y, edges))
    tally.near(`${id} js_dist_e`, distance, golden.bins50.js_dist_e, 1e-7, 1e-8)
  }
}

describe("pairs of small samples agree with fixtures/golden/edge_two_sample.json", () => {
  const cases = goldenCases<TwoSampleCase>("two_sample").map(({ id, x, y, expect }) => ({
    ...{ id, x: sorted(x), y: sorted(y), golden: expect },
  }))

  it("in D, where it is reached and with which sign", () => {
    const tally = new Tally()
    for (const { id, x, y, golden } of cases) compareGap(tally, id, x, y, golden.ks)
    expect(tally.compared).toBe(156)
  })

  it("in the exact p of KS", () => {
    const tally = new Tally()
    for (const { id, x, y, golden } of cases) {
      const p = ksPValue(maxEcdfGap(x, y).gap, x.length, y.length)
      tally.near(`${id} p`, p, golden.ks.p, 1e-12, 1e-300)
      if (golden.ks.p_exact_integer !== undefined)
        tally.near(`${id} p_exact_integer`, p, golden.ks.p_exact_integer, 1e-13, 1e-300)
    }
    expect(tally.compared).toBe(100)
  })

  it("in p_asymp, the law above 10,000 values", () => {
    const tally = new Tally()
    for (const { id, x, y, golden } of cases) {
      if (typeof golden.ks.p_asymp !== "number") continue
      const effective = (x.length * y.length) / (x.length + y.length)
      const rounded = effective % 2 === 0.5 ? Math.floor(effective) : Math.round(effective)
      tally.near(`${id} p_asymp`, oneSampleSf(maxEcdfGap(x, y).gap, rounded), golden.ks.p_asymp, 1e-9, 1e-12)
    }
    expect(tally.compared).toBe(50)
  })

  it("in wasserstein, psi.atoms and bins50.js_dist_e", () => {
    const tally = new Tally()
    for (const { id, x, y, golden } of cases) compareDistances(tally, id, x, y, golden)
    expect(tally.compared).toBe(256)
  })
})

describe("pairs of large samples agree with fixtures/golden/edge_large.json", () => {
  interface LargeCase {
    id: string
    x: string
    y: string
    expect: Expected
    x_summary: Record<string, number>
    y_summary: Record<string, number>
  }
  const cases = goldenCases<LargeCase>("large")

  it("in D, where it is reached, p, wasserstein, psi.atoms and bins50.js_dist_e", async () => {
    const columns = await readSortedColumns("fixtures/golden/edge_large.parquet")
    const tally = new Tally()
    for (const { id, expect: golden, ...names } of cases) {
      const [x, y] = [columns.get(names.x), columns.get(names.y)]
      if (x === undefined || y === undefined) throw new Error(`${id} is not in the file`)
      tally.same(`${id} n`, [x.length, y.length], golden.n)
      compareGap(tally, id, x, y, golden.ks)
      tally.near(`${id} p`, ksPValue(maxEcdfGap(x, y).gap, x.length, y.length), golden.ks.p, 1e-9, 1e-300)
      compareDistances(tally, id, x, y, golden)
    }
    expect(tally.compared).toBe(80)
  })

  it("in the summaries of both sides", async () => {
    const columns = await readSortedColumns("fixtures/golden/edge_large.parquet")
    const tally = new Tally()
    for (const { x, y, x_summary, y_summary } of cases)
      for (const [name, golden] of [[x, x_summary] as const, [y, y_summary] as const]) {
        const values = columns.get(name) ?? new Float64Array(0)
        const ours = moments(values)
        const abs = 1e-12 * largestSize([golden.min, golden.max])
        tally.near(`${name} mean`, ours.mean, golden.mean, 1e-13, abs)
        tally.near(`${name} std`, ours.std, golden.std, 1e-12, 0)
        // The oracle adds pairwise, plain: its own error is that of 100,000 values of either sign.
        tally.near(`${name} sum`, ours.sum, golden.sum, 1e-12, abs * 1000)
        tally.near(`${name} skew`, ours.skew, golden.skew, 1e-9, 1e-12)
        tally.near(`${name} kurt`, ours.kurtosis, golden.kurt, 1e-9, 1e-12)
        tally.same(`${name} distinct`, countDistinct(values), golden.distinct)
      }
    expect(tally.compared).toBe(96)
  })
})
