import { centralSums } from "../central-sums.js"
import { normalQuantile, normalSf } from "../special.js"
import { symmetric, usualConfidence, withoutInterval, type Estimate } from "./estimate.js"
import { placements } from "./placements.js"
import { splitByLabel } from "./split-by-label.js"

export interface AucGain extends Estimate {
  /** Of the gain; null where a class has fewer than two rows. */
  variance: number | null
  /** The gain in standard errors; null without a variance, or where it is 0. */
  z: number | null
  /** Two-sided p-value of no gain, and that of no gain or a loss; null without a variance. */
  p: number | null
  pGreater: number | null
}

/**
 * Area under the ROC curve of the second scores less that of the first, in [-1, 1], over the same rows, with DeLong's interval and
 * test. Labels and scores as in `delong`. Scores that order the rows alike gain exactly 0 with p 1. Where the gain is not 0 but its
 * variance is (both separate perfectly or not at all), p is 0 and no interval is stated.
 * Source: DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44:837-845. Numbers: `auc` in fixtures/golden/edge_more_metrics.json.
 */
export function delongPaired(
  labels: Uint8Array,
  first: Float64Array,
  second: Float64Array,
  confidence = usualConfidence,
): AucGain {
  const [a, b] = [placements(labels, first), placements(labels, second)]
  // From whole numbers and the rows' own differences, so that what both sides share leaves without a trace.
  const { negatives, positives } = splitByLabel(
    labels,
    b.map((pairs, i) => pairs - a[i]),
  )
  const [m, n] = [positives.length, negatives.length]
  if (m === 0 || n === 0) return { ...withoutInterval(), ...untested }
  const [ofPositives, ofNegatives] = [centralSums(positives), centralSums(negatives)]
  const value = ofPositives.mean / (2 * n)
  if (m === 1 || n === 1) return { ...withoutInterval(value), ...untested }
  const variance = ofPositives.squares / (m - 1) / m / (2 * n) ** 2 + ofNegatives.squares / (n - 1) / n / (2 * m) ** 2
  if (variance === 0 && value !== 0)
    return { ...withoutInterval(value), variance, z: null, p: 0, pGreater: value > 0 ? 0 : 1 }
  if (variance === 0) return { value: 0, low: 0, high: 0, variance, z: null, p: 1, pGreater: 1 }
  const z = value / Math.sqrt(variance)
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt(variance)
  return { ...symmetric(value, half), variance, z, p: Math.min(1, 2 * normalSf(Math.abs(z))), pGreater: normalSf(z) }
}

const untested = { variance: null, z: null, p: null, pGreater: null }
