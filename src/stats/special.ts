/**
 * Special functions in the form that tests need: upper tails without subtraction, and an answer for every finite argument.
 * Computed by cephes (Stephen L. Moshier), which throws where a result underflows, never returns from `kolmogorov(0)`,
 * and loses the normal tail beyond 30 and fractional degrees of freedom of t; each is handled here, and only here.
 * Tails below the smallest double are 0. Numbers: fixtures/golden/edge_special_functions.json.
 */
import cephes from "cephes"

await cephes.compiled

/** Probability that a chi-square variable with `dof` > 0 (not only whole) degrees of freedom exceeds `x`. */
export function chi2Sf(x: number, dof: number): number {
  if (x <= 0) return 1
  return guarded(() => cephes.igamc(dof / 2, x / 2), x < dof ? 1 : 0)
}

/** Degrees of freedom from which on the series is as good as a double; cephes finds no quantile for some beyond 1.2 million. */
const manyDof = 1e6

/** The value that a chi-square variable with `dof` > 0 degrees of freedom exceeds with probability `tail`, in (0, 1). */
export function chi2Quantile(tail: number, dof: number): number {
  return dof < manyDof ? cephes.chdtri(dof, tail) : chi2QuantileSeries(-normalQuantile(tail), dof)
}

/**
 * The same by how many standard deviations a normal variable would lie above its mean, to the power −3/2 of the degrees of freedom: good to
 * 1e-11 of the value from a million on. Source: Goldberg and Levine (1946), Ann. Math. Statist. 17:216-225.
 */
function chi2QuantileSeries(z: number, dof: number): number {
  const root = Math.sqrt(2 * dof)
  return (
    dof +
    z * root +
    (2 / 3) * (z ** 2 - 1) +
    (z ** 3 - 7 * z) / (9 * root) -
    (6 * z ** 4 + 14 * z ** 2 - 32) / (405 * dof) +
    (9 * z ** 5 + 256 * z ** 3 - 433 * z) / (2430 * root * dof)
  )
}

/** Complementary error function; 2 far below zero, 0 far above. */
export function erfc(x: number): number {
  return guarded(() => cephes.erfc(x), x < 0 ? 2 : 0)
}

/** Probability that a standard normal variable exceeds `z`. */
export function normalSf(z: number): number {
  return erfc(z / Math.SQRT2) / 2
}

/** The value below which a standard normal variable lies with probability `share`; infinite at 0 and 1. */
export function normalQuantile(share: number): number {
  if (share <= 0) return -Infinity
  if (share >= 1) return Infinity
  return cephes.ndtri(share)
}

/** Probability that a Student variable with `dof` > 0 (not only whole) degrees of freedom is at least as far from 0 as `t`. */
export function tTwoSided(t: number, dof: number): number {
  const square = t * t
  if (square < 1) return 1 - regularizedBeta(0.5, dof / 2, square / (dof + square))
  return regularizedBeta(dof / 2, 0.5, dof / (dof + square))
}

/** Regularised incomplete beta function, a and b > 0, x in [0, 1]. */
export function regularizedBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  return guarded(() => cephes.incbet(a, b, x), x < a / (a + b) ? 0 : 1)
}

/** Logarithm of the absolute gamma function; infinite at 0, -1, -2 … */
export function lnGamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return Infinity
  return cephes.lgam(x)
}

/** Below this the Kolmogorov tail differs from 1 by less than a double can say. */
const certainBelow = 0.17

/** Probability that the largest distance of a Brownian bridge from 0 exceeds `x`: Kolmogorov's limit law. */
export function kolmogorovLimitSf(x: number): number {
  if (x < certainBelow) return 1
  return guarded(() => cephes.kolmogorov(x), 0)
}

function guarded(compute: () => number, underflow: number): number {
  try {
    return compute()
  } catch (error) {
    if (error instanceof Error && error.message.includes("underflow")) return underflow
    throw error
  }
}
