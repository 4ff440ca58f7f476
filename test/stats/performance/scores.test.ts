import { describe, expect, it } from "vitest"
import { delong } from "../../../src/stats/intervals/delong.js"
import { accuracy } from "../../../src/stats/performance/classes/accuracy.js"
import { balancedAccuracy } from "../../../src/stats/performance/classes/balanced-accuracy.js"
import { confusionMatrix } from "../../../src/stats/performance/classes/confusion-matrix.js"
import { f1 } from "../../../src/stats/performance/classes/f1.js"
import { matthews } from "../../../src/stats/performance/classes/matthews.js"
import { precision } from "../../../src/stats/performance/classes/precision.js"
import { recall } from "../../../src/stats/performance/classes/recall.js"
import { averagePrecision } from "../../../src/stats/performance/scores/average-precision.js"
import { brier } from "../../../src/stats/performance/scores/brier.js"
import { calibrationCurve } from "../../../src/stats/performance/scores/calibration-curve.js"
import { calibrationError } from "../../../src/stats/performance/scores/calibration-error.js"
import { interpolate } from "../../../src/stats/performance/scores/interpolate.js"
import { fitIsotonic } from "../../../src/stats/performance/scores/isotonic.js"
import { logLoss } from "../../../src/stats/performance/scores/log-loss.js"
import { thresholdSweep } from "../../../src/stats/performance/scores/threshold-sweep.js"
import { normalDraws, randomNumbers } from "../../../src/stats/random.js"
import { moreMetrics } from "../intervals/golden-intervals.js"
import { Tally, goldenCases } from "../golden.js"
import { checkBinary, type GoldenBinary } from "./golden-binary.js"

const none = { value: null, low: null, high: null }

describe("figures of scores agree with fixtures/golden/edge_binary_metrics.json", () => {
  it("in every figure, with one class, ties and a score on the threshold", () => {
    const tally = new Tally()
    const cases = goldenCases<{ id: string; y: number[]; score: number[]; expect: GoldenBinary }>("binary_metrics")
    for (const { id, y, score, expect: golden } of cases) {
      const scores = Float64Array.from(score)
      const predicted = Uint8Array.from(score, (one) => Number(one >= 0.5))
      checkBinary(tally, id, { labels: Uint8Array.from(y), scores, predicted }, golden)
    }
    expect(tally.compared).toBe(8 * 17)
  })
})

describe("calibration agrees with fixtures/golden/edge_more_metrics.json", () => {
  interface Case {
    id: string
    y: number[]
    p: number[]
    expect: {
      ece_width_10: Record<"l1" | "l2" | "max", number>
      ece_count_10: Record<"l1" | "l2" | "max", number> | null
      brier: number
      log_loss: number
      isotonic_grid: number[]
      isotonic: number[]
    }
  }

  it("in errors by both rules and three norms, Brier score, log loss and the isotonic fit", () => {
    const tally = new Tally()
    for (const { id, y, p, expect: golden } of moreMetrics<Case>("calibration")) {
      const [labels, probabilities] = [Uint8Array.from(y), Float64Array.from(p)]
      for (const rule of ["width", "count"] as const)
        for (const norm of ["l1", "l2", "max"] as const) {
          const ours = calibrationError(labels, probabilities, { rule, norm, resamples: 2 }).value
          const theirs = golden[`ece_${rule}_10`]
          if (theirs === null) tally.same(`${id} ${rule} ${norm}`, ours, null)
          else tally.near(`${id} ${rule} ${norm}`, ours, theirs[norm], 1e-9, 1e-12)
        }
      tally.near(`${id} brier`, brier(labels, probabilities).value, golden.brier, 1e-9, 1e-12)
      tally.near(`${id} log loss`, logLoss(labels, probabilities).value, golden.log_loss, 1e-9, 1e-12)
      const fit = fitIsotonic(labels, probabilities)
      golden.isotonic_grid.forEach((x, i) =>
        tally.near(`${id} isotonic at ${x}`, interpolate(fit, x), golden.isotonic[i], 1e-9, 1e-12),
      )
    }
    expect(tally.compared).toBe(4 * (6 + 2 + 21))
  })

  it("in log losses of certain, wrong and tiny probabilities", () => {
    const tally = new Tally()
    for (const { id, y, p, expect: golden } of moreMetrics<{ id: string; y: number[]; p: number[]; expect: number }>(
      "log_loss",
    ))
      tally.near(id, logLoss(Uint8Array.from(y), Float64Array.from(p)).value, golden, 1e-9, 1e-12)
    expect(tally.compared).toBe(5)
  })
})

describe("calibration", () => {
  it("of right probabilities may be perfect by its interval, of wrong ones may not", () => {
    const next = randomNumbers(2)
    const probabilities = Float64Array.from({ length: 1000 }, () => 0.05 + 0.85 * next())
    const drawn = (shift: number) => Uint8Array.from(probabilities, (p) => Number(next() < p + shift))
    expect(calibrationError(drawn(0), probabilities).low).toBeLessThan(0.01)
    const off = calibrationError(drawn(0.1), probabilities)
    expect(off.low! > 0.05 && off.low! < 0.1 && off.high! > 0.1).toBe(true)
  })

  it("draws its curve by bins that have rows", () => {
    const curve = calibrationCurve(Uint8Array.of(0, 1, 1), Float64Array.of(0.05, 0.3, 1))
    expect(curve.map(({ rows, predicted, observed }) => [rows, predicted, observed.value])).toEqual([
      [1, 0.05, 0],
      [1, 0.3, 1],
      [1, 1, 1],
    ])
    const even = calibrationCurve(Uint8Array.of(0, 1, 1, 0, 1), Float64Array.of(0.9, 0.1, 0.5, 0.2, 0.3), 2, "count")
    expect(even.map(({ rows, observed }) => [rows, observed.value])).toEqual([
      [3, 2 / 3],
      [2, 1 / 2],
    ])
  })

  it("fits a step that never falls, level outside its knots", () => {
    const fit = fitIsotonic(Uint8Array.of(1, 0, 0, 1), Float64Array.of(1, 2, 3, 4))
    expect(fit).toEqual({ at: Float64Array.of(1, 3, 4), values: Float64Array.of(1 / 3, 1 / 3, 1) })
    expect([-5, 2, 9].map((x) => interpolate(fit, x))).toEqual([1 / 3, 1 / 3, 1])
    expect(interpolate(fit, 3.5)).toBeCloseTo(2 / 3, 15)
  })
})

describe("thresholdSweep", () => {
  const labels = Uint8Array.of(0, 1, 1, 0, 1)
  const scores = Float64Array.of(0.2, 0.9, 0.5, 0.5, 0.1)

  it("gives the matrix at every distinct score, highest first", () => {
    const sweep = thresholdSweep(labels, scores)
    expect(sweep.map(({ threshold }) => threshold)).toEqual([0.9, 0.5, 0.2, 0.1])
    for (const { threshold, matrix } of sweep)
      expect(matrix).toEqual(
        confusionMatrix(
          labels,
          Uint8Array.from(scores, (score) => Number(score >= threshold)),
        ),
      )
    expect(thresholdSweep(new Uint8Array(0), new Float64Array(0))).toEqual([])
  })

  it("gives at most the points asked for, the last with every row", () => {
    const many = normalDraws(5000, 3)
    const sweep = thresholdSweep(
      Uint8Array.from(many, (z) => Number(z > 0)),
      many,
      50,
    )
    expect(sweep.length).toBe(50)
    const last = sweep[49].matrix.counts
    expect(last[0] + last[2]).toBe(0)
    const [, taken] = [sweep[24], sweep[24].matrix.counts].map((of) => (of instanceof Float64Array ? of[1] + of[3] : 0))
    expect(taken).toBe(2500)
  })
})

describe("figures of scores without an answer", () => {
  const [noLabels, noScores] = [new Uint8Array(0), new Float64Array(0)]

  it("give nothing without rows", () => {
    for (const figure of [averagePrecision, logLoss, brier, delong])
      expect(figure(noLabels, noScores)).toMatchObject(none)
    expect(calibrationError(noLabels, noScores)).toMatchObject(none)
    const matrix = confusionMatrix(noLabels, noLabels)
    for (const figure of [accuracy, balancedAccuracy, matthews]) expect(figure(matrix)).toMatchObject(none)
    expect([precision(matrix).value, recall(matrix).value, f1(matrix).value]).toEqual([0, 0, null])
  })
})

describe("averagePrecision", () => {
  it("has the same interval from the bootstrap of 10,000 rows and the jackknife of one more", () => {
    const draws = normalDraws(10_001, 9)
    const labels = Uint8Array.from(draws, (_, i) => Number(i % 20 === 0))
    const scores = draws.map((z, i) => z + labels[i])
    const [drawn, jackknifed] = [10_000, 10_001].map((rows) =>
      averagePrecision(labels.slice(0, rows), scores.slice(0, rows)),
    )
    // 50 groups know the width to 10 %, three times that is allowed.
    expect(Math.abs(jackknifed.error! / drawn.error! - 1)).toBeLessThan(0.3)
    expect(jackknifed.low! < drawn.value! && drawn.value! < jackknifed.high!).toBe(true)
  })

  it("covers the truth as often as it says", () => {
    // Positives lie 1 standard deviation above, one row in five: 0.4625 by scikit-learn over 4,000,000 rows.
    const truth = 0.4625
    let covered = 0
    for (let seed = 1; seed <= 150; seed++) {
      const draws = normalDraws(600, seed)
      const labels = Uint8Array.from(draws, (_, i) => Number(i % 5 === 0))
      const { low, high } = averagePrecision(
        labels,
        draws.map((z, i) => z + labels[i]),
        { resamples: 150 },
      )
      covered += Number(low! <= truth && truth <= high!)
    }
    // 95 % nominal, standard error of 150 repeats 1.8 points.
    expect(covered / 150).toBeGreaterThan(0.9)
  })
})
