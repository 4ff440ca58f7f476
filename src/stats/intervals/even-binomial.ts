import { stirlingError } from "../kolmogorov/stirling-error.js"
import { logExcess } from "../log-excess.js"

/**
 * The chance of exactly `hits` heads in `n` ≥ 1 throws of a fair coin, with all digits for any `n`.
 * Source: Loader (2000), Fast and accurate computation of binomial probabilities.
 */
export function evenBinomial(hits: number, n: number): number {
  const misses = n - hits
  if (hits === 0 || misses === 0) return 2 ** -n
  const errors = stirlingError(n) - stirlingError(hits) - stirlingError(misses)
  const tilt = (hits - misses) / n
  const deviance = (n / 2) * (logExcess(tilt) + logExcess(-tilt))
  return Math.sqrt(n / hits / misses / 2 / Math.PI) * Math.exp(errors - deviance)
}
