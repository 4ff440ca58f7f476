import { centralSums, type CentralSums } from "../central-sums.js"
import { tTwoSided } from "../special.js"
import { symmetric, usualConfidence, withoutInterval, type Estimate } from "./estimate.js"
import { tQuantile } from "./t-quantile.js"

export interface MeanDifference extends Estimate {
  /** Degrees of freedom; null where no interval can be stated or neither side varies. */
  dof: number | null
  /** Two-sided, of no difference; null where no interval can be stated. */
  p: number | null
}

/**
 * Current mean less reference mean of two independent samples in any order, with Welch's interval. Without an interval where
 * a side has fewer than two values; where neither side varies, both ends are the difference.
 * Source: Welch (1947), Biometrika 34:28-35. Numbers: fixtures/golden/intervals.json.
 */
export function meanDifference(
  reference: Float64Array,
  current: Float64Array,
  confidence = usualConfidence,
): MeanDifference {
  if (reference.length === 0 || current.length === 0) return { ...withoutInterval(), dof: null, p: null }
  const sums = [centralSums(reference), centralSums(current)]
  // Both sides in the scaled unit of the larger values.
  const scale = Math.min(sums[0].scale, sums[1].scale)
  const [a, b] = [partsOf(sums[0], reference.length, scale), partsOf(sums[1], current.length, scale)]
  const value = b.mean - a.mean
  if (a.dof === 0 || b.dof === 0) return { ...withoutInterval(symmetric(value, 0, scale).value), dof: null, p: null }
  const error = Math.hypot(a.error, b.error)
  if (error === 0) return { ...symmetric(value, 0, scale), dof: null, p: value === 0 ? 1 : 0 }
  const dof = 1 / ((a.error / error) ** 4 / a.dof + (b.error / error) ** 4 / b.dof)
  const half = tQuantile(1 - confidence, dof) * error
  return { ...symmetric(value, half, scale), dof, p: tTwoSided(value / error, dof) }
}

/** `error`: the standard error of the mean. */
function partsOf(sums: CentralSums, n: number, scale: number): { mean: number; error: number; dof: number } {
  const unit = scale / sums.scale
  return { mean: sums.mean * unit, error: (Math.sqrt(sums.squares / (n - 1) / n) || 0) * unit, dof: n - 1 }
}
