import { meanOf } from "../chunk-band.js"
import { randomNumbers } from "../random.js"
import { averagePrecisionOf } from "./scores/average-precision.js"
import type { ExpectedClasses } from "./scores/expected-classes.js"
import type { ExpectedPerformance } from "./scores/expected-performance.js"
import { sharesBelow } from "../roc-auc.js"

/** Two classes: labels and what was predicted of them (0 or 1), and the scores. Lists of equal length, at least one row. */
export interface ScoredRows {
  truth: Uint8Array
  predicted: Uint8Array
  scores: Float64Array
}

/** The standard error of a figure over one row: over n rows it is 1/√n of it. Null where the rows do not define it. */
export type ErrorOfOneRow = ExpectedPerformance

/**
 * As NannyML 0.13.1 has them, which holds the mix of classes for given: of shares the binomial error over the rows that they are of, of F1 that
 * of its true positives, and of the area under the ROC curve the error of the rarer class alone (DeLong's has the other class's as well, and
 * is the larger). Equal scores are half above and half below each other; NannyML takes them as its sort leaves them, which moves its error
 * by up to half a per cent on car loan, and not where no two scores are equal. Numbers: `sampling_error` in fixtures/golden/estimate_carloan50k.json.
 */
export function errorsOfOneRow({ truth, predicted, scores }: ScoredRows): ErrorOfOneRow {
  const [tn, fp, fn, tp] = countsOf(truth, predicted)
  const rows = truth.length
  const found = tp + fn + fp
  return {
    accuracy: errorOfShare(tp + tn, rows, rows),
    precision: errorOfShare(tp, tp + fp, rows),
    recall: errorOfShare(tp, tp + fn, rows),
    specificity: errorOfShare(tn, tn + fp, rows),
    f1: times(errorOfShare(tp, found, rows), found / (tp + (fp + fn) / 2)),
    rocAuc: errorOfArea(truth, scores),
    averagePrecision: errorOfAverage(truth, scores),
  }
}

/** Rows that average precision is drawn from, and how often: 100 draws say its error to 7 %. */
const [mostDrawn, draws, seed] = [20_000, 100, 19]

/** How average precision varies over rows drawn anew with replacement; NannyML draws too, fifty times and without a seed. */
function errorOfAverage(truth: Uint8Array, scores: Float64Array): number | null {
  const step = Math.ceil(truth.length / mostDrawn)
  const isTaken = (_: number, row: number) => row % step === 0
  const averageOf = averagePrecisionOf(truth.filter(isTaken), scores.filter(isTaken))
  const [next, weights] = [randomNumbers(seed), new Int32Array(Math.ceil(truth.length / step))]
  const found = Array.from({ length: draws }, () => {
    weights.fill(0)
    for (let i = 0; i < weights.length; i++) weights[Math.floor(next() * weights.length)]++
    return averageOf(weights)
  })
  const known = found.filter((value) => value !== null)
  return known.length < draws ? null : deviation(Float64Array.from(known)) * Math.sqrt(weights.length)
}

function countsOf(truth: Uint8Array, predicted: Uint8Array): number[] {
  const counts = [0, 0, 0, 0]
  truth.forEach((label, i) => counts[2 * label + predicted[i]]++)
  return counts
}

/** More than two classes: classes as whole numbers, and the scores of each. */
export interface ClassedRows {
  truth: Int32Array
  predicted: Int32Array
  scores: readonly Float64Array[]
}

/** NannyML makes the error of the average area larger by so much: without it, it was found to be too small. */
const areasApart = 1.2

/**
 * The same of averages over the classes, whose errors NannyML takes for independent. That of F1 is the error of the share of true positives among
 * rows that have or were given the class. Numbers: `sampling_error` in fixtures/golden/multiclass_cbpe.json.
 */
export function classErrorsOfOneRow({ truth, predicted, scores }: ClassedRows): ExpectedClasses {
  const right = truth.reduce((sum, label, row) => sum + Number(label === predicted[row]), 0)
  const ofClass = scores.map((own, k) => {
    const [isIt, given] = [truth, predicted].map((labels) => Uint8Array.from(labels, (label) => Number(label === k)))
    const [, fp, fn, tp] = countsOf(isIt, given)
    return {
      precision: errorOfShare(tp, tp + fp, truth.length),
      recall: errorOfShare(tp, tp + fn, truth.length),
      found: errorOfShare(tp, tp + fp + fn, truth.length),
      rocAuc: errorOfArea(isIt, own),
    }
  })
  return {
    accuracy: errorOfShare(right, truth.length, truth.length),
    macroPrecision: ofAverage(ofClass.map(({ precision }) => precision)),
    macroRecall: ofAverage(ofClass.map(({ recall }) => recall)),
    macroF1: ofAverage(ofClass.map(({ found }) => found)),
    ovrAuc: times(ofAverage(ofClass.map(({ rocAuc }) => rocAuc)), areasApart),
  }
}

/** Null where one of the errors is. */
function ofAverage(errors: readonly (number | null)[]): number | null {
  const known = errors.filter((error) => error !== null)
  return known.length < errors.length ? null : Math.hypot(...known) / known.length
}

/** Of `part` of `whole` rows, which are some of all `rows`. */
function errorOfShare(part: number, whole: number, rows: number): number | null {
  if (whole === 0) return null
  const share = part / whole
  return Math.sqrt((share * (1 - share)) / (whole / rows))
}

const times = (value: number | null, factor: number) => (value === null ? null : value * factor)

/** How the share of the other class below it varies over the rows of the rarer class. */
function errorOfArea(truth: Uint8Array, scores: Float64Array): number | null {
  const ones = truth.reduce((sum, label) => sum + label, 0)
  if (ones === 0 || ones === truth.length) return null
  const rarer = ones > truth.length / 2 ? 0 : 1
  // Of negatives the share above them varies as the share below.
  const own = scores.filter((_, row) => truth[row] === rarer).sort()
  const others = scores.filter((_, row) => truth[row] !== rarer).sort()
  return deviation(sharesBelow(own, others)) / Math.sqrt(own.length / truth.length)
}

/** The same of numbers, by the distance of each row's prediction from its truth. */
export function lossErrorsOfOneRow(distances: Float64Array): { mae: number | null; rmse: number | null } {
  if (distances.length === 0) return { mae: null, rmse: null }
  const squares = distances.map((distance) => distance * distance)
  const root = Math.sqrt(meanOf(squares))
  return { mae: deviation(distances), rmse: root === 0 ? 0 : deviation(squares) / (2 * root) }
}

function deviation(values: Float64Array): number {
  const middle = meanOf(values)
  return Math.sqrt(meanOf(values.map((value) => (value - middle) ** 2)))
}
