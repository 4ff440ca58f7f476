import { calibrated, calibrateScores, type Calibration } from "./calibrate-scores.js"
import { expectedPerformance, type ExpectedOptions } from "./expected-performance.js"

/** Figures to expect of more than two classes, averages over the classes, each class alike; in [0, 1], null where not defined. */
export interface ExpectedClasses {
  accuracy: number | null
  macroPrecision: number | null
  macroRecall: number | null
  macroF1: number | null
  ovrAuc: number | null
}

/** Scores of each class, all lists of equal length. */
export type ScoresByClass = readonly Float64Array[]

/** What scores of each class mean, learnt from rows with a class (below the number of classes): each class against all others by `calibrateScores`. */
export function calibrateClasses(truth: Int32Array, scores: ScoresByClass): Calibration[] {
  return scores.map((of, k) =>
    calibrateScores(
      Uint8Array.from(truth, (label) => Number(label === k)),
      of,
    ),
  )
}

/**
 * The probabilities of each class that scores mean, which sum to 1: each class's own, divided by their sum; where that is 0 all classes are
 * as likely. As NannyML 0.13.1 does.
 */
export function calibratedClasses(calibrations: readonly Calibration[], scores: ScoresByClass): Float64Array[] {
  const alone = scores.map((of, k) => calibrated(calibrations[k], of))
  const sums = alone[0].map((_, row) => alone.reduce((sum, of) => sum + of[row], 0))
  return alone.map((of) => of.map((value, row) => (sums[row] === 0 ? 1 / scores.length : value / sums[row])))
}

/**
 * Performance without labels, by the probabilities of each class and the class predicted beside them. `scores` put the rows in order. A class
 * that is never predicted has a precision of 0.
 * Source: Białek et al. (2024), arXiv:2407.08649. Numbers: fixtures/golden/multiclass_cbpe.json.
 */
export function expectedClasses(
  probabilities: ScoresByClass,
  predicted: Int32Array,
  scores: ScoresByClass,
  options: ExpectedOptions = {},
): ExpectedClasses {
  const ofClass = probabilities.map((own, k) =>
    expectedPerformance(
      own,
      predicted.map((label) => Number(label === k)),
      scores[k],
      options,
    ),
  )
  const hits = predicted.reduce((sum, label, row) => sum + probabilities[label][row], 0)
  return {
    accuracy: predicted.length === 0 ? null : hits / predicted.length,
    macroPrecision: average(ofClass.map(({ precision }) => precision ?? 0)),
    macroRecall: average(ofClass.map(({ recall }) => recall ?? 0)),
    macroF1: average(ofClass.map(({ f1 }) => f1 ?? 0)),
    ovrAuc: average(ofClass.map(({ rocAuc }) => rocAuc)),
  }
}

/** Null where one of them is. */
function average(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length < values.length ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}
