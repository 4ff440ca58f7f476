import { bootstrap, type Figure } from "../../intervals/bootstrap.js"
import { within } from "../../intervals/estimate.js"
import type { Resampled, Resampling } from "../../intervals/percentile-interval.js"
import { calibrationBins, type BinRule } from "./calibration-bins.js"

/** How the bins' gaps are put together: mean by rows, root of the mean square by rows, or the largest. */
export type CalibrationNorm = "l1" | "l2" | "max"

export interface CalibrationOptions extends Resampling {
  bins?: number
  rule?: BinRule
  norm?: CalibrationNorm
}

/**
 * Expected calibration error, in [0, 1], as a figure of weighted rows: gaps between mean probability and share of label 1 over bins
 * (10 of equal width unless said). Null without rows, and with bins of equal count where there are fewer rows than bins.
 */
export function calibrationErrorOf(
  labels: Uint8Array,
  probabilities: Float64Array,
  { bins = 10, rule = "width", norm = "l1" }: CalibrationOptions = {},
): Figure {
  const binOf = calibrationBins(probabilities, bins, rule)
  const answerable = labels.length >= (rule === "count" ? bins : 1)
  return (weights) => {
    if (!answerable) return null
    const [gaps, rows] = [new Float64Array(bins), new Float64Array(bins)]
    for (let i = 0; i < binOf.length; i++) {
      gaps[binOf[i]] += weights[i] * (probabilities[i] - Number(labels[i] !== 0))
      rows[binOf[i]] += weights[i]
    }
    return putTogether(gaps, rows, norm)
  }
}

/** `gaps`: each bin's summed gap. */
function putTogether(gaps: Float64Array, rows: Float64Array, norm: CalibrationNorm): number {
  let [all, sum, squares, largest] = [0, 0, 0, 0]
  for (let bin = 0; bin < rows.length; bin++) {
    if (rows[bin] === 0) continue
    const size = Math.abs(gaps[bin])
    all += rows[bin]
    sum += size
    squares += (size * size) / rows[bin]
    largest = Math.max(largest, size / rows[bin])
  }
  return { l1: sum / all, l2: Math.sqrt(squares / all), max: largest }[norm]
}

/**
 * `calibrationErrorOf` all rows with its bootstrap interval, turned round the figure (the basic bootstrap): chance alone makes gaps, so
 * drawn rows have larger ones than the rows they come from, and percentiles would lie above the truth. For 200 rows whose
 * probabilities are right the lower end is 0.007 in the mean, that of the percentiles 0.059; with so few rows it still covers too seldom.
 * Sources: Naeini, Cooper and Hauskrecht (2015), AAAI 29:2901-2907; Davison and Hinkley (1997), Bootstrap Methods, 5.2.
 * Numbers: `calibration` in fixtures/golden/edge_more_metrics.json.
 */
export function calibrationError(
  labels: Uint8Array,
  probabilities: Float64Array,
  options: CalibrationOptions = {},
): Resampled {
  const drawn = bootstrap(labels.length, calibrationErrorOf(labels, probabilities, options), options)
  if (drawn.value === null || drawn.low === null || drawn.high === null) return drawn
  return within({ ...drawn, low: 2 * drawn.value - drawn.high, high: 2 * drawn.value - drawn.low }, 0, 1)
}
