import type { Classes } from "../classes/confusion-matrix.js"
import { stableOrder } from "../stable-order.js"

/** Figures to expect if the probabilities are right, each in [0, 1]; null where not defined. */
export interface ExpectedPerformance {
  accuracy: number | null
  precision: number | null
  recall: number | null
  specificity: number | null
  f1: number | null
  rocAuc: number | null
  averagePrecision: number | null
}

export interface ExpectedOptions {
  /** Decimals to which the sums along both curves are rounded: NannyML 0.13.1 has 5. Absent: none. */
  places?: number
}

/**
 * Performance without labels: what the probabilities of label 1, in [0, 1], say of the labels (0 or 1) predicted beside them. `scores`, of
 * equal length, put the rows in order where the probabilities are made of them. Right only as far as the probabilities are calibrated and
 * P(Y given X) has not moved.
 * Source: confidence-based performance estimation, Białek et al. (2024), arXiv:2407.08649, without its calibration.
 * Numbers: `estimated` in fixtures/golden/edge_binary_metrics.json, `cbpe` in fixtures/golden/estimate_carloan50k.json.
 */
export function expectedPerformance(
  probabilities: Float64Array,
  predicted: Classes,
  scores: Float64Array = probabilities,
  options: ExpectedOptions = {},
): ExpectedPerformance {
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
    specificity: share(tn, tn + fp),
    f1: share(2 * tp, 2 * tp + fp + fn),
    ...expectedCurves(probabilities, scores, options),
  }
}

function share(part: number, whole: number): number | null {
  return whole > 0 ? part / whole : null
}

/**
 * Areas under the ROC curve and, by a step for each row, the precision-recall curve. Each row is a positive for its probability and a
 * negative for the rest of it; rows of one score have one probability, so that their order decides nothing.
 */
function expectedCurves(
  probabilities: Float64Array,
  scores: Float64Array,
  { places }: ExpectedOptions,
): Pick<ExpectedPerformance, "rocAuc" | "averagePrecision"> {
  const unit = places === undefined ? null : 10 ** places
  const rounded = (sum: number) => (unit === null ? sum : Math.round(sum * unit) / unit)
  let [rows, hits, positives, negatives, wins, area] = [0, 0, 0, 0, 0, 0]
  for (const row of stableOrder(scores).reverse()) {
    rows++
    hits += probabilities[row]
    const [tp, fp] = [rounded(hits), rounded(rows - hits)]
    wins += ((fp - negatives) * (tp + positives)) / 2
    area += ((tp - positives) * tp) / rows
    positives = tp
    negatives = fp
  }
  return { rocAuc: share(wins, positives * negatives), averagePrecision: share(area, positives) }
}
