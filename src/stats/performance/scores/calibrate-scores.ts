import { calibrationErrorOf } from "./calibration-error.js"
import { interpolate } from "./interpolate.js"
import { fitIsotonic } from "./isotonic.js"

/** Makes scores into probabilities of label 1. */
export type Calibration = (scores: Float64Array) => Float64Array

/**
 * The probabilities of label 1 that scores mean, learnt from rows with labels (0 or 1): isotonic over all of them, or the scores themselves
 * where they are probabilities already that isotonic regression makes no better on rows it has not seen. At least two rows; finite.
 * Source: Zadrozny and Elkan (2002), KDD 8:694-699. Numbers: `cbpe` in fixtures/golden/estimate_carloan50k.json.
 */
export function calibrateScores(labels: Uint8Array, scores: Float64Array): Calibration {
  const areProbabilities = scores.every((score) => score >= 0 && score <= 1)
  if (areProbabilities && errorOf(labels, scores) <= errorOf(labels, outOfFold(labels, scores))) return (own) => own
  return isotonic(labels, scores)
}

function isotonic(labels: Uint8Array, scores: Float64Array): Calibration {
  const fit = fitIsotonic(labels, scores)
  return (own) => own.map((score) => interpolate(fit, score))
}

/** Every row calibrated by the rows of the other half: rows of even and of odd places. */
function outOfFold(labels: Uint8Array, scores: Float64Array): Float64Array {
  const calibrated = new Float64Array(scores.length)
  for (const half of [0, 1]) {
    const inHalf = (_: number, row: number) => row % 2 === half
    const own = isotonic(labels.filter(inHalf), scores.filter(inHalf))(scores.filter((_, row) => row % 2 !== half))
    own.forEach((probability, i) => (calibrated[2 * i + 1 - half] = probability))
  }
  return calibrated
}

/** Expected calibration error over ten bins. */
function errorOf(labels: Uint8Array, probabilities: Float64Array): number {
  return calibrationErrorOf(labels, probabilities)(new Int32Array(labels.length).fill(1)) ?? 0
}
