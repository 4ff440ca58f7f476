import { describe, expect, it } from "vitest"
import { denseCodes } from "../../../src/stats/dense-codes.js"
import { explainedVariance } from "../../../src/stats/performance/regression/explained-variance.js"
import { kendall } from "../../../src/stats/performance/regression/kendall.js"
import { maxError } from "../../../src/stats/performance/regression/max-error.js"
import { meanAbsoluteError } from "../../../src/stats/performance/regression/mean-absolute-error.js"
import { meanError } from "../../../src/stats/performance/regression/mean-error.js"
import { meanSquaredError } from "../../../src/stats/performance/regression/mean-squared-error.js"
import { meanPercentageError } from "../../../src/stats/performance/regression/mean-percentage-error.js"
import { medianAbsoluteError } from "../../../src/stats/performance/regression/median-absolute-error.js"
import { pearson } from "../../../src/stats/performance/regression/pearson.js"
import { pinball } from "../../../src/stats/performance/regression/pinball.js"
import { rSquared } from "../../../src/stats/performance/regression/r-squared.js"
import { rootMeanSquaredError } from "../../../src/stats/performance/regression/root-mean-squared-error.js"
import { symmetricPercentageError } from "../../../src/stats/performance/regression/symmetric-percentage-error.js"
import { weightedPercentageError } from "../../../src/stats/performance/regression/weighted-percentage-error.js"
import { normalDraws } from "../../../src/stats/random.js"
import { spearman } from "../../../src/stats/spearman.js"
import { moreMetrics, sameEnds, type Ends } from "../intervals/golden-intervals.js"
import { Tally, goldenCases, type GoldenNumber } from "../golden.js"
import { checkRegression, type GoldenRegression } from "./golden-regression.js"

const none = { value: null, low: null, high: null }

describe("figures of predicted numbers agree with the golden files", () => {
  it("in every figure of edge_regression_metrics.json", () => {
    const tally = new Tally()
    const cases = goldenCases<{ id: string; y: number[]; pred: number[]; expect: GoldenRegression }>(
      "regression_metrics",
    )
    for (const { id, y, pred, expect: golden } of cases)
      checkRegression(tally, id, Float64Array.from(y), Float64Array.from(pred), golden)
    expect(tally.compared).toBe(6 * 10)
  })

  interface More {
    id: string
    y: number[]
    pred: number[]
    expect: Record<string, GoldenNumber> & { pearson_ci95_fisher: Ends | null }
  }

  it("in every figure of edge_more_metrics.json", () => {
    const tally = new Tally()
    for (const { id, y, pred, expect: golden } of moreMetrics<More>("regression")) {
      const [truth, predicted] = [Float64Array.from(y), Float64Array.from(pred)]
      const correlation = pearson(truth, predicted)
      for (const [figure, ours] of Object.entries({
        "pinball_0.1": pinball(truth, predicted, 0.1).value,
        "pinball_0.5": pinball(truth, predicted, 0.5).value,
        "pinball_0.9": pinball(truth, predicted, 0.9).value,
        smape: symmetricPercentageError(truth, predicted).value,
        wape: weightedPercentageError(truth, predicted).value,
        r2: rSquared(truth, predicted).value,
        mape: meanPercentageError(truth, predicted).value,
        pearson: correlation.value,
        spearman: spearman(denseCodes(truth), denseCodes(predicted)).value,
        kendall_b: kendall(truth, predicted),
      })) {
        if (golden[figure] === null) tally.same(`${id} ${figure}`, ours, null)
        else tally.near(`${id} ${figure}`, ours, golden[figure], 1e-9, 1e-12)
      }
      const ends = golden.pearson_ci95_fisher
      if (ends === null) tally.same(`${id} fisher`, [correlation.low, correlation.high], [null, null])
      else sameEnds(tally, `${id} fisher`, correlation, ends)
    }
    expect(tally.compared).toBe(3 * 10 + 2 * 2 + 1)
  })
})

describe("figures of predicted numbers", () => {
  const truth = normalDraws(1500, 1).map((z) => 50 + 10 * z)
  const predicted = normalDraws(1500, 2).map((z, i) => truth[i] + 4 * z + 1)

  it("hold the figure, and intervals as wide as theory says", () => {
    const estimates = {
      rmse: rootMeanSquaredError(truth, predicted),
      mae: meanAbsoluteError(truth, predicted),
      median: medianAbsoluteError(truth, predicted),
      r2: rSquared(truth, predicted),
      explained: explainedVariance(truth, predicted),
      wape: weightedPercentageError(truth, predicted),
    }
    for (const [name, { value, low, high }] of Object.entries(estimates))
      expect(low! < value! && value! < high!, `${name} ${low} ${value} ${high}`).toBe(true)
    // RMSE of normal errors of mean 1 and deviation 4: the standard error is √((2·16² + 4·16)/n)/(2·√17).
    const error = Math.sqrt((2 * 256 + 64) / 1500) / (2 * Math.sqrt(17))
    expect(Math.abs((estimates.rmse.high! - estimates.rmse.low!) / (2 * 1.96 * error) - 1)).toBeLessThan(0.1)
    // R² = 1 − A/B with A the mean squared error, 17, and B the variance of the truth, 100: relative variances 576/17²/n and 2/n.
    const ofR2 = 0.17 * Math.sqrt((576 / 289 + 2) / 1500)
    expect(Math.abs(estimates.r2.error! / ofR2 - 1)).toBeLessThan(0.1)
  })

  it("lose no digits to a large offset", () => {
    const [far, farToo] = [truth, predicted].map((column) =>
      column.map((value) => Math.round(value * 64) / 64 + 2 ** 36),
    )
    const [near, nearToo] = [far, farToo].map((column) => column.map((value) => value - 2 ** 36))
    expect(rSquared(far, farToo).value! / rSquared(near, nearToo).value!).toBeCloseTo(1, 12)
    expect(pearson(far, farToo).value! / pearson(near, nearToo).value!).toBeCloseTo(1, 9)
  })

  it("are numbers for the largest of doubles", () => {
    const [high, low] = [Float64Array.of(1.7e308, 1.6e308, 1), Float64Array.of(-1.7e308, 1.5e308, 0)]
    for (const figure of [
      rootMeanSquaredError,
      meanSquaredError,
      meanAbsoluteError,
      meanError,
      meanPercentageError,
      symmetricPercentageError,
      weightedPercentageError,
      rSquared,
      explainedVariance,
      pearson,
      medianAbsoluteError,
    ])
      for (const end of Object.values<number | null>({ ...figure(high, low), ...figure(low, high) }))
        expect(end === null || Number.isFinite(end), `${figure.name} has ${end}`).toBe(true)
    expect(
      rootMeanSquaredError(
        high,
        high.map((value) => value / 2),
      ).value! / 1.7e308,
    ).toBeCloseTo(0.396, 3)
    expect([maxError(high, low), pinball(high, low, 0.9).value].every(Number.isFinite)).toBe(true)
  })

  it("give nothing without rows, and what one row has", () => {
    const empty = new Float64Array(0)
    for (const figure of [
      rSquared,
      rootMeanSquaredError,
      medianAbsoluteError,
      weightedPercentageError,
      explainedVariance,
    ])
      expect(figure(empty, empty)).toMatchObject(none)
    expect([maxError(empty, empty), kendall(empty, empty), pearson(empty, empty).value]).toEqual([null, null, null])
    const [one, other] = [Float64Array.of(3), Float64Array.of(5)]
    expect(rootMeanSquaredError(one, other)).toEqual({ value: 2, low: null, high: null })
    expect(rSquared(one, other)).toMatchObject(none)
    expect(symmetricPercentageError(Float64Array.of(0, 1), Float64Array.of(0, 1)).value).toBe(0)
    expect(weightedPercentageError(Float64Array.of(0, 0), Float64Array.of(1, 2)).value).toBe(null)
  })
})

describe("kendall", () => {
  it("agrees with counting every pair, with ties", () => {
    const [a, b] = [normalDraws(300, 3), normalDraws(300, 4)].map((draws) => draws.map((z) => Math.round(3 * z)))
    const mixed = b.map((value, i) => value + a[i])
    let [score, ofA, ofB] = [0, 0, 0]
    for (let i = 0; i < 300; i++)
      for (let j = 0; j < i; j++) {
        const [signA, signB] = [Math.sign(a[i] - a[j]), Math.sign(mixed[i] - mixed[j])]
        score += signA * signB
        ofA += signA * signA
        ofB += signB * signB
      }
    expect(kendall(a, mixed)).toBeCloseTo(score / Math.sqrt(ofA * ofB), 13)
  })
})
