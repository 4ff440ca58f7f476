import { centralSums } from "./central-sums.js"
import { tTwoSided } from "./special.js"

export interface WelchResult {
  /** Mean of the first less mean of the second sample, in standard errors; infinite where neither varies. */
  statistic: number
  dof: number
  p: number
}

/**
 * Welch's t test of two samples of finite values, each of at least two, not all equal; in any order.
 * Two different constants: infinite, with p 0.
 * Source: Welch (1947), Biometrika 34:28-35. Numbers: `t.welch` in fixtures/golden.
 */
export function welch(a: Float64Array, b: Float64Array): WelchResult {
  const [first, second] = [centralSums(a), centralSums(b)]
  // Both sides in the scaled unit of the larger values.
  const scale = Math.min(first.scale, second.scale)
  const [left, right] = [first, second].map((sums, side) => {
    const [unit, n] = [scale / sums.scale, side === 0 ? a.length : b.length]
    return { mean: sums.mean * unit, error: (sums.squares / n / (n - 1)) * unit * unit, dof: n - 1 }
  })
  const both = left.error + right.error
  const difference = left.mean - right.mean
  if (both === 0) return { statistic: difference < 0 ? -Infinity : Infinity, dof: left.dof + right.dof, p: 0 }
  const statistic = difference / Math.sqrt(both)
  const dof = 1 / ((left.error / both) ** 2 / left.dof + (right.error / both) ** 2 / right.dof)
  return { statistic, dof, p: tTwoSided(statistic, dof) }
}
