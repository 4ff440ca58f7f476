import { total } from "../../total.js"
import { denseCodes } from "../../dense-codes.js"
import type { Classes } from "../classes/confusion-matrix.js"

/** Figures to expect if the probabilities are right, each in [0, 1]; null where not defined. */
export interface ExpectedPerformance {
  accuracy: number | null
  precision: number | null
  recall: number | null
  f1: number | null
  rocAuc: number | null
}

/**
 * Performance without labels: what the probabilities of label 1, in [0, 1], say of the labels (0 or 1) predicted beside them. Right only
 * as far as the probabilities are calibrated and P(Y given X) has not moved.
 * Source: confidence-based performance estimation, Białek et al. (2024), arXiv:2407.08649, without its calibration.
 * Numbers: `estimated` in fixtures/golden/edge_binary_metrics.json.
 */
export function expectedPerformance(probabilities: Float64Array, predicted: Classes): ExpectedPerformance {
  const given = [new Float64Array(2), new Float64Array(2)]
  probabilities.forEach((probability, i) => {
    const counts = given[Number(predicted[i] !== 0)]
    counts[1] += probability
    counts[0] += 1 - probability
  })
  const [[tn, fn], [fp, tp]] = given
  return {
    accuracy: share(tp + tn, tp + tn + fp + fn),
    precision: share(tp, tp + fp),
    recall: share(tp, tp + fn),
    f1: share(2 * tp, 2 * tp + fp + fn),
    rocAuc: expectedAuc(probabilities),
  }
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null
}

/** Each row is a positive for its probability and a negative for the rest of it. */
function expectedAuc(probabilities: Float64Array): number | null {
  const { codes, levels } = denseCodes(probabilities)
  const [positives, negatives] = [new Float64Array(levels), new Float64Array(levels)]
  probabilities.forEach((probability, i) => {
    positives[codes[i]] += probability
    negatives[codes[i]] += 1 - probability
  })
  let [below, wins] = [0, 0]
  for (let level = 0; level < levels; level++) {
    wins += positives[level] * (below + negatives[level] / 2)
    below += negatives[level]
  }
  return share(wins, total(positives) * below)
}
