import { describe, expect, it } from "vitest"
import { accuracy } from "../../../src/stats/performance/classes/accuracy.js"
import { balancedAccuracy, balancedAccuracyOf } from "../../../src/stats/performance/classes/balanced-accuracy.js"
import { classAverage, classAverageOf } from "../../../src/stats/performance/classes/class-average.js"
import { classTotals } from "../../../src/stats/performance/classes/class-totals.js"
import { confusionMatrix, type ConfusionMatrix } from "../../../src/stats/performance/classes/confusion-matrix.js"
import { f1, f1Of } from "../../../src/stats/performance/classes/f1.js"
import { kappa, kappaOf } from "../../../src/stats/performance/classes/kappa.js"
import { matthews, matthewsOf } from "../../../src/stats/performance/classes/matthews.js"
import { precision } from "../../../src/stats/performance/classes/precision.js"
import { recall } from "../../../src/stats/performance/classes/recall.js"
import { specificity } from "../../../src/stats/performance/classes/specificity.js"
import { moreMetrics } from "../intervals/golden-intervals.js"
import { Tally, goldenCases } from "../golden.js"

type Averages = Record<"precision" | "recall" | "f1", number>

interface Multiclass {
  id: string
  y: string[]
  pred: string[]
  expect: {
    labels: string[]
    confusion: number[][]
    accuracy: number
    balanced_accuracy: number
    mcc: number
    macro: Averages
    micro: Averages
    weighted: Averages
    per_class: Record<"precision" | "recall" | "f1" | "support", number[]>
  }
}

const codesOf = (names: string[], labels: string[]) => Int32Array.from(names, (name) => labels.indexOf(name))
const matrixOf = (rows: number[][]): ConfusionMatrix => ({
  classes: rows.length,
  counts: Float64Array.from(rows.flat()),
})

describe("figures of classes agree with fixtures/golden/edge_multiclass_metrics.json", () => {
  it("in the matrix, the whole, the averages and every class", () => {
    const tally = new Tally()
    for (const { id, y, pred, expect: golden } of goldenCases<Multiclass>("multiclass_metrics")) {
      const near = (figure: string, ours: number | null, theirs: number) =>
        tally.near(`${id} ${figure}`, ours, theirs, 1e-10, 1e-12)
      const { labels } = golden
      const matrix = confusionMatrix(codesOf(y, labels), codesOf(pred, labels), labels.length)
      tally.same(`${id} confusion`, matrix, matrixOf(golden.confusion))
      near("accuracy", accuracy(matrix).value, golden.accuracy)
      near("balanced accuracy", balancedAccuracy(matrix).value, golden.balanced_accuracy)
      near("mcc", matthews(matrix).value, golden.mcc)
      for (const averaging of ["macro", "micro", "weighted"] as const)
        for (const figure of ["precision", "recall", "f1"] as const)
          near(`${averaging} ${figure}`, classAverage(matrix, figure, averaging).value, golden[averaging][figure])
      labels.forEach((label, of) => {
        near(`precision of ${label}`, precision(matrix, of).value, golden.per_class.precision[of])
        near(`recall of ${label}`, recall(matrix, of).value, golden.per_class.recall[of])
        near(`f1 of ${label}`, f1(matrix, of).value, golden.per_class.f1[of])
        tally.same(`support of ${label}`, classTotals(matrix).truth[of], golden.per_class.support[of])
      })
    }
    expect(tally.compared).toBe(4 * 13 + 10 * 4)
  })
})

describe("agreement agrees with fixtures/golden/edge_more_metrics.json", () => {
  interface Case {
    id: string
    labels: number[]
    y: number[]
    pred: number[]
    expect: Record<"mcc" | "kappa" | "kappa_linear" | "kappa_quadratic" | "balanced_accuracy", number>
  }

  it("in kappa by three weightings, Matthews' correlation and balanced accuracy", () => {
    const tally = new Tally()
    for (const { id, labels, y, pred, expect: golden } of moreMetrics<Case>("agreement")) {
      const matrix = confusionMatrix(Int32Array.from(y), Int32Array.from(pred), labels.length)
      for (const [figure, ours] of Object.entries({
        mcc: matthewsOf(matrix),
        kappa: kappaOf(matrix),
        kappa_linear: kappaOf(matrix, "linear"),
        kappa_quadratic: kappaOf(matrix, "quadratic"),
        balanced_accuracy: balancedAccuracyOf(matrix),
      }))
        tally.near(`${id} ${figure}`, ours, golden[figure as keyof typeof golden], 1e-9, 1e-12)
    }
    expect(tally.compared).toBe(4 * 5)
  })
})

describe("intervals of classes", () => {
  const matrix = matrixOf([
    [700, 40, 10],
    [30, 120, 20],
    [5, 15, 60],
  ])
  const intervals = {
    f1: f1(matrix, 2),
    balanced: balancedAccuracy(matrix),
    matthews: matthews(matrix),
    kappa: kappa(matrix),
    macro: classAverage(matrix, "f1", "macro"),
    weighted: classAverage(matrix, "precision", "weighted"),
    accuracy: accuracy(matrix),
    precision: precision(matrix, 2),
    recall: recall(matrix, 2),
    specificity: specificity(matrix, 2),
  }

  it("hold the figure, inside their range", () => {
    for (const [name, { value, low, high }] of Object.entries(intervals))
      expect(low! < value! && value! < high! && high! < 1, `${name} ${low} ${value} ${high}`).toBe(true)
  })

  it("have the standard errors that a second program found", () => {
    // numpy 2.4.6: 200,000 multinomial draws of the matrix.
    const { f1, balanced, matthews, kappa, macro, weighted } = intervals
    const golden = {
      f1: 0.04003,
      balanced: 0.02024,
      matthews: 0.02349,
      kappa: 0.02356,
      macro: 0.01913,
      weighted: 0.01005,
    }
    for (const [name, { error }] of Object.entries({ f1, balanced, matthews, kappa, macro, weighted }))
      expect(Math.abs(error! / golden[name as keyof typeof golden] - 1), `${name} ${error}`).toBeLessThan(0.06)
  })

  it("of precision, recall and specificity are Wilson's over their own rows", () => {
    expect(intervals.precision).toMatchObject({ value: 60 / 90 })
    expect(intervals.recall).toMatchObject({ value: 60 / 80 })
    expect(intervals.specificity).toMatchObject({ value: (920 - 30) / 920 })
  })
})

describe("figures of classes without an answer", () => {
  const empty = matrixOf([
    [0, 0],
    [0, 0],
  ])
  const none = { value: null, low: null, high: null }

  it("give nothing without rows", () => {
    expect(accuracy(empty)).toEqual(none)
    for (const estimate of [f1(empty), balancedAccuracy(empty), matthews(empty), kappa(empty)])
      expect(estimate).toMatchObject(none)
    expect(classAverage(empty, "f1", "weighted")).toMatchObject(none)
  })

  it("are 0 without an interval where nothing was given the class, has it, or lacks it", () => {
    const unknown = { value: 0, low: null, high: null }
    const onlyNegatives = matrixOf([
      [5, 0],
      [0, 0],
    ])
    expect(precision(onlyNegatives)).toEqual(unknown)
    expect(recall(onlyNegatives)).toEqual(unknown)
    expect(
      specificity(
        matrixOf([
          [0, 0],
          [2, 3],
        ]),
      ),
    ).toEqual(unknown)
    expect([f1Of(onlyNegatives), matthewsOf(onlyNegatives), kappaOf(onlyNegatives)]).toEqual([0, 0, null])
    expect(classAverageOf(onlyNegatives, "recall", "macro")).toBe(1)
  })

  it("count a row as often as its weight says", () => {
    const weighted = confusionMatrix(Uint8Array.of(0, 1, 1), Uint8Array.of(0, 0, 1), 2, Int32Array.of(2, 0, 3))
    expect(weighted.counts).toEqual(Float64Array.of(2, 0, 0, 3))
  })

  it("keep Matthews' digits for billions of rows", () => {
    const scaled = (factor: number) =>
      matthewsOf({ classes: 2, counts: Float64Array.of(70, 8, 9, 13).map((n) => n * factor) })
    expect(scaled(1e9)! / scaled(1)!).toBeCloseTo(1, 12)
  })
})
