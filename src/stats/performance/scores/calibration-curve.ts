import type { Estimate } from "../../intervals/estimate.js"
import { wilson } from "../../intervals/wilson.js"
import { calibrationBins, type BinRule } from "./calibration-bins.js"

/** One bin of a calibration curve. */
export interface CalibrationPoint {
  rows: number
  /** Mean probability of its rows. */
  predicted: number
  /** Share of its rows with label 1, with Wilson's interval. */
  observed: Estimate
}

/** Predicted against observed shares, bin by bin in ascending order; bins without rows are left out. */
export function calibrationCurve(
  labels: Uint8Array,
  probabilities: Float64Array,
  bins = 10,
  rule: BinRule = "width",
): CalibrationPoint[] {
  const binOf = calibrationBins(probabilities, bins, rule)
  const [rows, positives, sums] = [0, 1, 2].map(() => new Float64Array(bins))
  binOf.forEach((bin, i) => {
    rows[bin]++
    sums[bin] += probabilities[i]
    if (labels[i] !== 0) positives[bin]++
  })
  const points = Array.from(rows, (count, bin) => ({
    rows: count,
    predicted: sums[bin] / count,
    observed: wilson(positives[bin], count),
  }))
  return points.filter((point) => point.rows > 0)
}
