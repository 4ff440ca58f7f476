import { calibrationErrorOf } from "./calibration-error.js"
import { interpolate } from "./interpolate.js"
import { fitIsotonic, type Isotonic } from "./isotonic.js"

/** How scores become probabilities of label 1; null: they are probabilities already. */
export type Calibration = Isotonic | null

/**
 * What scores mean, learnt from rows with labels (0 or 1): isotonic over all of them, or nothing where they are probabilities already that
 * isotonic regression makes no better on rows it has not seen. At least two rows; finite.
 * Source: Zadrozny and Elkan (2002), KDD 8:694-699. Numbers: `cbpe` in fixtures/golden/estimate_carloan50k.json.
 */
export function calibrateScores(labels: Uint8Array, scores: Float64Array): Calibration {
  const areProbabilities = scores.every((score) => score >= 0 && score <= 1)
  if (areProbabilities && errorOf(labels, scores) <= errorOf(labels, outOfFold(labels, scores))) return null
  return fitIsotonic(labels, scores)
}

/** The probabilities of label 1 that scores mean. */
export function calibrated(calibration: Calibration, scores: Float64Array): Float64Array {
  return calibration === null ? scores : scores.map((score) => interpolate(calibration, score))
}

/** Every row calibrated by the rows of the other half: rows of even and of odd places. */
function outOfFold(labels: Uint8Array, scores: Float64Array): Float64Array {
  const probabilities = new Float64Array(scores.length)
  for (const half of [0, 1]) {
    const inHalf = (_: number, row: number) => row % 2 === half
    const fit = fitIsotonic(labels.filter(inHalf), scores.filter(inHalf))
    const own = calibrated(
      fit,
      scores.filter((_, row) => row % 2 !== half),
    )
    own.forEach((probability, i) => (probabilities[2 * i + 1 - half] = probability))
  }
  return probabilities
}

/** Expected calibration error over ten bins. */
function errorOf(labels: Uint8Array, probabilities: Float64Array): number {
  return calibrationErrorOf(labels, probabilities)(new Int32Array(labels.length).fill(1)) ?? 0
}
