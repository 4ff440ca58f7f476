import { denseCodes } from "../../dense-codes.js"
import { bootstrap, type Figure } from "../../intervals/bootstrap.js"
import { within } from "../../intervals/estimate.js"
import type { Resampled, Resampling } from "../../intervals/percentile-interval.js"

/**
 * Area under the precision-recall curve by steps (average precision), in [0, 1], as a figure of weighted rows: precision at each
 * distinct score, weighted by the recall gained there. Labels 0 or 1, scores finite. 0 without positives, null without rows.
 */
export function averagePrecisionOf(labels: Uint8Array, scores: Float64Array): Figure {
  const { codes, levels } = denseCodes(scores)
  const [rows, positives] = [new Int32Array(levels), new Int32Array(levels)]
  return (weights) => {
    rows.fill(0)
    positives.fill(0)
    for (let i = 0; i < codes.length; i++) {
      rows[codes[i]] += weights[i]
      if (labels[i] !== 0) positives[codes[i]] += weights[i]
    }
    return areaOf(rows, positives)
  }
}

/** From rows and positives at each distinct score, ascending. */
function areaOf(rows: Int32Array, positives: Int32Array): number | null {
  let [seen, found, area] = [0, 0, 0]
  for (let level = rows.length - 1; level >= 0; level--) {
    seen += rows[level]
    found += positives[level]
    if (positives[level] > 0) area += positives[level] * (found / seen)
  }
  if (seen === 0) return null
  return found === 0 ? 0 : area / found
}

/** `averagePrecisionOf` all rows with its bootstrap interval. Numbers: fixtures/golden/edge_binary_metrics.json. */
export function averagePrecision(labels: Uint8Array, scores: Float64Array, options?: Resampling): Resampled {
  return within(bootstrap(labels.length, averagePrecisionOf(labels, scores), options), 0, 1)
}
