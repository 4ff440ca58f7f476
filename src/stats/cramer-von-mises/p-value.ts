import { cramerExactSf } from "./exact-sf.js"
import { cramerLimitSf } from "./limit-sf.js"

/** Values per side up to which every order of the pooled values is counted. */
const exactUpTo = 20

/**
 * P-value of the two-sample Cramér–von Mises statistic T of `n` and `m` values: exact up to 20 values on the larger
 * side; above, the limit law at T moved and stretched to the limit's mean and variance.
 * Source: Anderson (1962), Ann. Math. Statist. 33:1148-1159. Numbers: `cvm.p_precise` in fixtures/golden.
 */
export function cramerPValue(statistic: number, n: number, m: number): number {
  if (Math.max(n, m) <= exactUpTo) return cramerExactSf(statistic, n, m)
  return cramerLimitSf(normalisedCramer(statistic, n, m))
}

/** T with the mean, 1/6, and the variance, 1/45, that it has in the limit. */
export function normalisedCramer(statistic: number, n: number, m: number): number {
  const all = n + m
  const mean = (1 + 1 / all) / 6
  // Divided step by step, so that billions of rows stay within doubles.
  const variance = (((all + 1) / all) * (4 - (3 * (n / m + m / n)) / all - 2 / all)) / 180
  return 1 / 6 + (statistic - mean) / Math.sqrt(45 * variance)
}
