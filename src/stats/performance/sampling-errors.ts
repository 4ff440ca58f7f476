import { meanOf } from "../chunk-band.js"
import { sharesBelow } from "../roc-auc.js"

/** Two classes: labels and what was predicted of them (0 or 1), and the scores. Lists of equal length, at least one row. */
export interface ScoredRows {
  truth: Uint8Array
  predicted: Uint8Array
  scores: Float64Array
}

/** The standard error of a figure over one row: over n rows it is 1/√n of it. Null where the rows do not define it. */
export interface ErrorOfOneRow {
  accuracy: number | null
  precision: number | null
  recall: number | null
  specificity: number | null
  f1: number | null
  rocAuc: number | null
}

/**
 * As NannyML 0.13.1 has them, which holds the mix of classes for given: of shares the binomial error over the rows that they are of, of F1 that
 * of its true positives, and of the area under the ROC curve the error of the rarer class alone (DeLong's has the other class's as well, and
 * is the larger). Numbers: `sampling_error` in fixtures/golden/estimate_carloan50k.json.
 */
export function errorsOfOneRow({ truth, predicted, scores }: ScoredRows): ErrorOfOneRow {
  const counts = [0, 0, 0, 0]
  truth.forEach((label, i) => counts[2 * label + predicted[i]]++)
  const [tn, fp, fn, tp] = counts
  const rows = truth.length
  const found = tp + fn + fp
  return {
    accuracy: errorOfShare(tp + tn, rows, rows),
    precision: errorOfShare(tp, tp + fp, rows),
    recall: errorOfShare(tp, tp + fn, rows),
    specificity: errorOfShare(tn, tn + fp, rows),
    f1: times(errorOfShare(tp, found, rows), found / (tp + (fp + fn) / 2)),
    rocAuc: errorOfArea(truth, scores),
  }
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
