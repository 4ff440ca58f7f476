import { durbinMatrixCdf } from "./durbin-matrix-cdf.js"
import { pelzGoodCdf } from "./pelz-good-cdf.js"
import { smirnovSf } from "./smirnov-sf.js"
import { stirlingError } from "./stirling-error.js"

const fewValues = 140

/**
 * Probability that the empirical distribution function of `n` ≥ 1 values lies at least `gap` away from the true one,
 * in [0, 1]: the exact two-sided law for few values or in the tail, else an approximation with error below 1e-5 of it.
 * Source: Simard and L'Ecuyer (2011), J. Statistical Software 39(11). Numbers: fixtures/golden/edge_kstwo_sf.json.
 */
export function oneSampleSf(gap: number, n: number): number {
  const t = n * gap
  if (gap >= 1) return 0
  if (t <= 0.5) return 1
  return Math.min(1, Math.max(0, branch(gap, n, t)))
}

function branch(gap: number, n: number, t: number): number {
  const square = t * gap
  if (t <= 1) return 1 - nearFloor(n, t)
  if (t >= n - 1) return 2 * Math.exp(n * Math.log1p(-gap))
  if (gap >= 0.5) return 2 * smirnovSf(gap, n)
  if (n <= fewValues) return square <= 4 ? 1 - durbinMatrixCdf(gap, n) : 2 * smirnovSf(gap, n)
  if (square >= 370) return 0
  if (square >= 2.2) return 2 * smirnovSf(gap, n)
  return 1 - (n <= 100_000 && n * gap ** 1.5 <= 1.4 ? durbinMatrixCdf(gap, n) : pelzGoodCdf(gap, n))
}

/** n!/nⁿ · (2t − 1)ⁿ: the distribution function for gaps from 1/(2n), the smallest there is, to 1/n. */
function nearFloor(n: number, t: number): number {
  return Math.exp(stirlingError(n) + 0.5 * Math.log(2 * Math.PI * n) - n + n * Math.log(2 * t - 1))
}
