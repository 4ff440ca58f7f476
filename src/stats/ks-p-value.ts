import { oneSampleSf } from "./kolmogorov/one-sample-sf.js"
import { twoSampleSf } from "./kolmogorov/two-sample-sf.js"

/** Values per side up to which every order of the pooled values is counted. */
const exactUpTo = 10_000

/**
 * Two-sided p-value of the largest gap between two empirical distribution functions of `n` and `m` values.
 * Exact up to 10,000 values on the larger side; above, the exact one-sample law at n·m/(n + m) values, rounded half to even.
 * As scipy.stats.ks_2samp with its default method.
 */
export function ksPValue(gap: number, n: number, m: number): number {
  if (Math.max(n, m) <= exactUpTo) return twoSampleSf(gap, n, m)
  return oneSampleSf(gap, roundHalfToEven((n * m) / (n + m)))
}

function roundHalfToEven(x: number): number {
  const below = Math.floor(x)
  if (x - below !== 0.5) return Math.round(x)
  return below % 2 === 0 ? below : below + 1
}
