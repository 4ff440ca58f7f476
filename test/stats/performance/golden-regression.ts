import { explainedVariance } from "../../../src/stats/performance/regression/explained-variance.js"
import { maxError } from "../../../src/stats/performance/regression/max-error.js"
import { meanAbsoluteError } from "../../../src/stats/performance/regression/mean-absolute-error.js"
import { meanError } from "../../../src/stats/performance/regression/mean-error.js"
import { meanPercentageError } from "../../../src/stats/performance/regression/mean-percentage-error.js"
import { meanSquaredError } from "../../../src/stats/performance/regression/mean-squared-error.js"
import { medianAbsoluteError } from "../../../src/stats/performance/regression/median-absolute-error.js"
import { rSquared } from "../../../src/stats/performance/regression/r-squared.js"
import { rootMeanSquaredError } from "../../../src/stats/performance/regression/root-mean-squared-error.js"
import type { GoldenNumber, Tally } from "../golden.js"

type Figure = "mae" | "mse" | "rmse" | "r2" | "mape" | "mean_error" | "median_ae" | "max_error" | "explained_variance"

/** A block of regression figures as the golden files have it. */
export type GoldenRegression = Record<Figure, GoldenNumber> & { n: number }

/** Compares every figure of the block, 10 of them, at the tolerances of fixtures/golden/README.md. */
export function checkRegression(
  tally: Tally,
  where: string,
  truth: Float64Array,
  predicted: Float64Array,
  golden: GoldenRegression,
): void {
  const few = { resamples: 2 }
  for (const [figure, ours] of Object.entries({
    mae: meanAbsoluteError(truth, predicted).value,
    mse: meanSquaredError(truth, predicted).value,
    rmse: rootMeanSquaredError(truth, predicted).value,
    r2: rSquared(truth, predicted, few).value,
    mape: meanPercentageError(truth, predicted).value,
    mean_error: meanError(truth, predicted).value,
    median_ae: medianAbsoluteError(truth, predicted).value,
    max_error: maxError(truth, predicted),
    explained_variance: explainedVariance(truth, predicted, few).value,
  } satisfies Record<Figure, number | null>)) {
    const theirs = golden[figure as Figure]
    if (theirs === "NaN") tally.same(`${where} ${figure}`, ours, null)
    else tally.near(`${where} ${figure}`, ours, theirs, 1e-10, 1e-12)
  }
  tally.same(`${where} n`, truth.length, golden.n)
}
