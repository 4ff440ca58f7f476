import { centralSums } from "./central-sums.js"
import { tTwoSided } from "./special.js"

export interface WelchResult {
  /** Mean of the first less mean of the second sample, in standard errors; infinite where neither varies. */
  statistic: number
  dof: number
  p: number
}

/**
 * Welch's t test of two ascending samples, each of at least two values, not all equal.
 * Two different constants: infinite, with p 0.
 * Source: Welch (1947), Biometrika 34:28-35. Numbers: `t.welch` in fixtures/golden.
 */
export function welch(a: Float64Array, b: Float64Array): WelchResult {
  // Counted from one of the values, so that a large offset costs no digits of the difference (it costs scipy's half of them).
  const range = Math.max(a[a.length - 1], b[b.length - 1]) - Math.min(a[0], b[0])
  const origin = range === Infinity ? 0 : a[a.length >> 1]
  const [first, second] = [a, b].map((side) => centralSums(side.map((value) => value - origin)))
  // Both sides in the scaled unit of the larger values.
  const scale = Math.min(first.scale, second.scale)
  const [left, right] = [first, second].map((sums, side) => {
    const [unit, n] = [scale / sums.scale, side === 0 ? a.length : b.length]
    return { mean: sums.mean * unit, error: (sums.squares / n / (n - 1)) * unit * unit, dof: n - 1 }
  })
  return welchOf(left, right)
}

/** What Welch's test asks of a side: its mean, the squared standard error of it, and its degrees of freedom. */
export interface MeanOfSide {
  mean: number
  error: number
  dof: number
}

/** The same of two sides' figures, in one unit. */
export function welchOf(left: MeanOfSide, right: MeanOfSide): WelchResult {
  const both = left.error + right.error
  const difference = left.mean - right.mean
  if (both === 0) return { statistic: difference < 0 ? -Infinity : Infinity, dof: left.dof + right.dof, p: 0 }
  const statistic = difference / Math.sqrt(both)
  const dof = 1 / ((left.error / both) ** 2 / left.dof + (right.error / both) ** 2 / right.dof)
  return { statistic, dof, p: tTwoSided(statistic, dof) }
}
