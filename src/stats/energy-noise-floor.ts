import { pooledStretches } from "./pooled-bridge.js"
import { safeScale } from "./safe-scale.js"
import { chi2Quantile } from "./special.js"

/**
 * The energy distance √(2·∫(F − G)²) that is exceeded in 5 % of cases if both samples, ascending, each of length ≥ 1, were
 * drawn from their pooled law; in the root of the unit of the values. The integral then tends to (1/n + 1/m)·∫B(F(x))²dx
 * with B a Brownian bridge: a sum of weighted chi-squares, taken for the one with the same mean, variance and skewness.
 * Sources: Baringhaus and Franz (2004), J. Multivariate Analysis 88:190-206; Buckley and Eagleson (1988), Australian J.
 * Statist. 30A:150-159.
 */
export function energyNoiseFloor(a: Float64Array, b: Float64Array): number {
  const [least, most] = [Math.min(a[0], b[0]), Math.max(a[a.length - 1], b[b.length - 1])]
  const scale = safeScale(Math.max(-least, most))
  const stretches = pooledStretches(a, b, scale)
  if (stretches.length === 0) return 0
  const covariance = stretches.map((left) =>
    stretches.map((right) => {
      const lower = Math.min(left.height, right.height)
      return (lower - left.height * right.height) * Math.sqrt(left.width) * Math.sqrt(right.width)
    }),
  )
  const point = upperPoint(covariance) * (1 / a.length + 1 / b.length)
  // With a few values the law in the limit goes beyond the largest distance there is.
  return Math.sqrt(2 * Math.min(point, most * scale - least * scale)) / Math.sqrt(scale)
}

/** 95 % point of the squared length of a normal vector with this covariance. */
function upperPoint(covariance: readonly (readonly number[])[]): number {
  // Traces of the matrix, its square and its cube.
  let [first, second, third] = [0, 0, 0]
  covariance.forEach((row, i) => {
    first += row[i]
    row.forEach((entry, j) => {
      second += entry * entry
      let product = 0
      for (let k = 0; k < row.length; k++) product += row[k] * covariance[j][k]
      third += entry * product
    })
  })
  // At least 1, but for rounding.
  const dof = Math.max(1, second * (second / third) * (second / third))
  return first + (chi2Quantile(0.05, dof) - dof) * (third / second)
}
