import { describe, expect, it } from "vitest"
import { bootstrap, type Figure } from "../../../src/stats/intervals/bootstrap.js"
import { bootstrapCounts } from "../../../src/stats/intervals/bootstrap-counts.js"
import { meanInterval } from "../../../src/stats/intervals/mean-interval.js"
import { pairedBootstrap } from "../../../src/stats/intervals/paired-bootstrap.js"
import { percentileInterval } from "../../../src/stats/intervals/percentile-interval.js"
import { normalDraws } from "../../../src/stats/random.js"
import { moreMetrics } from "./golden-intervals.js"

interface Case {
  id: string
  x: number[]
  y: number[]
  pred: number[]
  pred_b: number[]
  expect: { point?: number; percentile95: [number, number]; se: number }
}

const [mean, f1, paired] = moreMetrics<Case>("bootstrap")

/** The ends lie within so many standard errors of the golden ones, as each case says; the standard error within 5 %. */
function expectNear(
  ours: { low: number | null; high: number | null; error: number | null },
  golden: Case,
  errors: number,
) {
  const { percentile95, se } = golden.expect
  expect(Math.abs(ours.low! - percentile95[0]) / se, `${golden.id} low`).toBeLessThan(errors)
  expect(Math.abs(ours.high! - percentile95[1]) / se, `${golden.id} high`).toBeLessThan(errors)
  expect(Math.abs(ours.error! / se - 1), `${golden.id} error`).toBeLessThan(0.05)
}

const weightedMean =
  (values: ArrayLike<number>): Figure =>
  (weights) => {
    let [sum, rows] = [0, 0]
    for (let i = 0; i < weights.length; i++) {
      sum += weights[i] * values[i]
      rows += weights[i]
    }
    return rows === 0 ? null : sum / rows
  }

const f1Of = ([, onlyTruth, onlyPredicted, both]: Float64Array) => (2 * both) / (2 * both + onlyTruth + onlyPredicted)

function cellsOf(y: number[], predicted: number[]): Float64Array {
  const cells = new Float64Array(4)
  y.forEach((label, i) => cells[(label === 1 ? 1 : 0) + (predicted[i] === 1 ? 2 : 0)]++)
  return cells
}

describe("bootstrap intervals agree with fixtures/golden/edge_more_metrics.json for every seed", () => {
  const seeds = [1, 2, 3, 4, 5]

  it("of the mean of skewed values", () => {
    for (const seed of seeds) expectNear(bootstrap(120, weightedMean(mean.x), { seed }), mean, 0.15)
  })

  it("of F1, from rows and from counts", () => {
    const cells = cellsOf(f1.y, f1.pred)
    const byRows: Figure = (weights) => {
      const drawn = new Float64Array(4)
      weights.forEach((weight, i) => (drawn[f1.y[i] + 2 * f1.pred[i]] += weight))
      return f1Of(drawn)
    }
    expect(cells[1] + cells[3]).toBe(f1.y.reduce((sum, label) => sum + label, 0))
    for (const seed of seeds) {
      const fromCounts = bootstrapCounts(cells, f1Of, { seed })
      expect(fromCounts.value).toBeCloseTo(f1.expect.point!, 12)
      expectNear(fromCounts, f1, 0.2)
      expectNear(bootstrap(250, byRows, { seed }), f1, 0.2)
    }
  })

  it("of a gain in accuracy over the same rows", () => {
    const right = (predicted: number[]) => weightedMean(paired.y.map((label, i) => Number(label === predicted[i])))
    for (const seed of seeds) {
      const ours = pairedBootstrap(250, right(paired.pred), right(paired.pred_b), { seed })
      expect(ours.value).toBeCloseTo(paired.expect.point!, 12)
      expectNear(ours, paired, 0.25)
    }
  })
})

describe("bootstrap", () => {
  it("gives the same for the same seed, another for another", () => {
    const figure = weightedMean(mean.x)
    expect(bootstrap(120, figure)).toEqual(bootstrap(120, figure, { seed: 2_028_178 }))
    expect(bootstrap(120, figure).low).not.toBe(bootstrap(120, figure, { seed: 2 }).low)
  })

  it("agrees with Student's interval on many rows, where the jackknife takes over", () => {
    const values = normalDraws(200_000, 4)
    for (const rows of [10_000, 10_001, 200_000]) {
      const [ours, student] = [bootstrap(rows, weightedMean(values)), meanInterval(values.slice(0, rows))]
      expect(ours.value).toBeCloseTo(student.value!, 12)
      // The jackknife over 50 groups knows the width to 10 %, three times that is allowed.
      expect(Math.abs((ours.high! - ours.low!) / (student.high! - student.low!) - 1), `${rows} rows`).toBeLessThan(0.3)
    }
  })

  it("states no interval where a tenth of the draws define no figure, nor where the rows themselves do not", () => {
    const sometimes = weightedMean(Float64Array.of(1, 2, 3))
    const never: Figure = () => null
    expect(bootstrap(3, never)).toEqual({ value: null, low: null, high: null, error: null })
    expect(bootstrap(30_000, never)).toEqual({ value: null, low: null, high: null, error: null })
    // The second of three rows is left out of (2/3)³ = 30 % of the draws.
    const second: Figure = (weights) => (weights[1] === 0 ? null : sometimes(weights))
    expect(bootstrap(3, second)).toMatchObject({ value: 2, low: null, error: null })
    expect(percentileInterval(1, [1, null])).toMatchObject({ value: 1, low: null })
    expect(pairedBootstrap(3, never, sometimes).value).toBe(null)
    expect(bootstrap(0, sometimes).value).toBe(null)
  })

  it("of counts keeps the rows, leaves empty cells empty, and takes as long for a billion", () => {
    const counts = Float64Array.of(3e8, 0, 7e8, 0)
    const { error } = bootstrapCounts(counts, (drawn) => {
      expect(drawn[0] + drawn[2]).toBe(1e9)
      expect(drawn[1] + drawn[3]).toBe(0)
      return drawn[0] / 1e9
    })
    expect(Math.abs(error! / Math.sqrt(0.21 / 1e9) - 1)).toBeLessThan(0.05)
  })
})
