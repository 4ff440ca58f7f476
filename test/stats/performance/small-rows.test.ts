import { describe, expect, it } from "vitest"
import type { Estimate } from "../../../src/stats/intervals/estimate.js"
import { delong } from "../../../src/stats/intervals/delong.js"
import { delongPaired } from "../../../src/stats/intervals/delong-paired.js"
import { meanDifference } from "../../../src/stats/intervals/mean-difference.js"
import { pairedBootstrap } from "../../../src/stats/intervals/paired-bootstrap.js"
import { accuracy } from "../../../src/stats/performance/classes/accuracy.js"
import { balancedAccuracy } from "../../../src/stats/performance/classes/balanced-accuracy.js"
import { classAverage } from "../../../src/stats/performance/classes/class-average.js"
import { confusionMatrix } from "../../../src/stats/performance/classes/confusion-matrix.js"
import { f1 } from "../../../src/stats/performance/classes/f1.js"
import { kappa } from "../../../src/stats/performance/classes/kappa.js"
import { matthews } from "../../../src/stats/performance/classes/matthews.js"
import { precision } from "../../../src/stats/performance/classes/precision.js"
import { recall } from "../../../src/stats/performance/classes/recall.js"
import { specificity } from "../../../src/stats/performance/classes/specificity.js"
import { oneAgainstRestAuc } from "../../../src/stats/performance/probabilities/one-against-rest-auc.js"
import { topAccuracy } from "../../../src/stats/performance/probabilities/top-accuracy.js"
import { ndcg } from "../../../src/stats/performance/ranking/ndcg.js"
import { recallAt } from "../../../src/stats/performance/ranking/recall-at.js"
import { explainedVariance } from "../../../src/stats/performance/regression/explained-variance.js"
import { medianAbsoluteError } from "../../../src/stats/performance/regression/median-absolute-error.js"
import { pearson } from "../../../src/stats/performance/regression/pearson.js"
import { rSquared } from "../../../src/stats/performance/regression/r-squared.js"
import { rootMeanSquaredError } from "../../../src/stats/performance/regression/root-mean-squared-error.js"
import { symmetricPercentageError } from "../../../src/stats/performance/regression/symmetric-percentage-error.js"
import { weightedPercentageError } from "../../../src/stats/performance/regression/weighted-percentage-error.js"
import { averagePrecision, averagePrecisionOf } from "../../../src/stats/performance/scores/average-precision.js"
import { calibrationError } from "../../../src/stats/performance/scores/calibration-error.js"
import {
  expectedPerformance,
  type ExpectedPerformance,
} from "../../../src/stats/performance/scores/expected-performance.js"
import { logLoss } from "../../../src/stats/performance/scores/log-loss.js"
import { randomNumbers } from "../../../src/stats/random.js"

/** Rows so few and so alike that every trap is met: one class, constants, ties, perfect and inverted scores, nothing at all. */
function drawRows(next: () => number) {
  const n = Math.floor(next() * 7)
  const values = (levels: number) => Float64Array.from({ length: n }, () => Math.floor(next() * levels))
  const [labels, predicted] = [values(2), values(2)].map((column) => Uint8Array.from(column))
  const [scores, other] = [values(4).map((value) => value / 3), values(3).map((value) => value / 2)]
  const [truth, guess, queries] = [values(3), values(3), values(2)]
  const classes = {
    truth: Int32Array.from(truth),
    classes: 3,
    probabilities: Float64Array.from({ length: 3 * n }, next),
  }
  return { n, labels, predicted, scores, other, truth, guess, classes, ranked: { queries, relevance: truth, scores } }
}

type Rows = ReturnType<typeof drawRows>

const few = { resamples: 20 }

const figures: Record<string, (rows: Rows) => Partial<Estimate> | ExpectedPerformance> = {
  delong: ({ labels, scores }) => delong(labels, scores),
  delongPaired: ({ labels, scores, other }) => delongPaired(labels, scores, other),
  averagePrecision: ({ labels, scores }) => averagePrecision(labels, scores, few),
  calibrationError: ({ labels, scores }) => calibrationError(labels, scores, few),
  logLoss: ({ labels, scores }) => logLoss(labels, scores),
  expectedPerformance: ({ scores, predicted }) => expectedPerformance(scores, predicted),
  pairedBootstrap: ({ n, labels, scores, other }) =>
    pairedBootstrap(n, averagePrecisionOf(labels, scores), averagePrecisionOf(labels, other), few),
  accuracy: ({ labels, predicted }) => accuracy(confusionMatrix(labels, predicted)),
  precision: ({ labels, predicted }) => precision(confusionMatrix(labels, predicted)),
  recall: ({ labels, predicted }) => recall(confusionMatrix(labels, predicted)),
  specificity: ({ labels, predicted }) => specificity(confusionMatrix(labels, predicted)),
  f1: ({ labels, predicted }) => f1(confusionMatrix(labels, predicted), 1, few),
  kappa: ({ labels, predicted }) => kappa(confusionMatrix(labels, predicted), "plain", few),
  matthews: ({ labels, predicted }) => matthews(confusionMatrix(labels, predicted), few),
  balancedAccuracy: ({ labels, predicted }) => balancedAccuracy(confusionMatrix(labels, predicted), few),
  classAverage: ({ labels, predicted }) => classAverage(confusionMatrix(labels, predicted, 3), "f1", "weighted", few),
  oneAgainstRestAuc: ({ classes }) => ({ ...oneAgainstRestAuc(classes, "weighted"), ofClass: null }),
  topAccuracy: ({ classes }) => topAccuracy(classes, 2),
  rootMeanSquaredError: ({ truth, guess }) => rootMeanSquaredError(truth, guess),
  medianAbsoluteError: ({ truth, guess }) => medianAbsoluteError(truth, guess),
  rSquared: ({ truth, guess }) => rSquared(truth, guess, few),
  explainedVariance: ({ truth, guess }) => explainedVariance(truth, guess, few),
  weightedPercentageError: ({ truth, guess }) => weightedPercentageError(truth, guess, few),
  symmetricPercentageError: ({ truth, guess }) => symmetricPercentageError(truth, guess),
  pearson: ({ truth, guess }) => pearson(truth, guess),
  meanDifference: ({ truth, guess }) => meanDifference(truth, guess),
  ndcg: ({ ranked }) => ndcg(ranked, 3),
  recallAt: ({ ranked }) => recallAt(ranked, 2),
}

describe("figures of few rows", () => {
  for (const [name, figure] of Object.entries(figures))
    it(`${name} gives numbers or null, never NaN, and ends in order`, () => {
      const next = randomNumbers(name.length)
      for (let i = 0; i < 300; i++) {
        const rows = drawRows(next)
        const result = figure(rows)
        for (const [part, value] of Object.entries<number | null>({ ...result }))
          expect(value === null || Number.isFinite(value), `${part} is ${value} for ${JSON.stringify(rows)}`).toBe(true)
        const { low = null, high = null } = "low" in result ? result : {}
        expect(low === null || high === null || low <= high).toBe(true)
      }
    })
})
