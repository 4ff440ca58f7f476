import { bridgeAreaMoments } from "./bridge-area.js"
import type { PooledCuts } from "./pooled-cuts.js"
import { pooledStretches } from "./pooled-bridge.js"
import { safeScale } from "./safe-scale.js"
import { chi2Quantile } from "./special.js"

/** Ranges of the pooled curve; with 64 instead of 16 the answer changes by under 1 %. */
const mostRanges = 16
/** By as much the law with the same three moments is too low, on the middle of many shapes. */
const correction = 1.01

/**
 * The area between the two empirical distribution functions that is exceeded in 5 % of cases if both samples, ascending,
 * each of length ≥ 1, were drawn from their pooled law; in the unit of the values. With `cuts`, of the samples whose values beyond
 * these are put onto them. The area then tends to
 * √(1/n + 1/m)·∫|B(F(x))|dx with B a Brownian bridge: taken for the shifted gamma law with the same mean, variance and
 * skewness. Good to 2 %, against 200,000 simulated bridges on 22 shapes; up to 8 % too low below 20 values; too high for
 * tails that have no variance (Cauchy).
 * Source of the limit: del Barrio, Giné and Matrán (1999), Annals of Probability 27:1009-1071.
 */
export function areaNoiseFloor(a: Float64Array, b: Float64Array, cuts?: PooledCuts): number {
  const [least, most] = cuts
    ? [cuts.low, cuts.high]
    : [Math.min(a[0], b[0]), Math.max(a[a.length - 1], b[b.length - 1])]
  const scale = safeScale(Math.max(-least, most))
  const stretches = pooledStretches(a, b, scale, mostRanges, cuts)
  if (stretches.length === 0) return 0
  const { mean, variance, skewness } = bridgeAreaMoments(stretches)
  const dof = 8 / (skewness * skewness)
  const point = mean + (Math.sqrt(variance) * (chi2Quantile(0.05, dof) - dof)) / Math.sqrt(2 * dof)
  const area = correction * point * Math.sqrt(1 / a.length + 1 / b.length)
  // With a few values the law in the limit goes beyond the largest area there is.
  return Math.min(Number.MAX_VALUE, Math.min(area, most * scale - least * scale) / scale)
}
