import { erfc } from "./special.js"

/**
 * Two-sample z test of the second cell's share in two rows of two counts, each with a total ≥ 1: first share less second
 * share over the standard error of the pooled one, and its two-sided p-value. 0 and 1 where a column of the table is empty.
 * Source: Fleiss (1981), Statistical Methods for Rates and Proportions, ch. 2. Numbers: `prop_z` in fixtures/golden.
 */
export function proportionsZ(first: Float64Array, second: Float64Array): { statistic: number; p: number } {
  const [n, m] = [first[0] + first[1], second[0] + second[1]]
  const [misses, hits] = [first[0] + second[0], first[1] + second[1]]
  if (misses === 0 || hits === 0) return { statistic: 0, p: 1 }
  // From whole numbers, so that shares that hardly differ keep their digits; adding 0 turns -0 into 0.
  const difference = (first[1] * m - second[1] * n) / (n + m) + 0
  const deviation = Math.sqrt((misses / (n + m)) * (hits / (n + m))) * Math.sqrt((n / (n + m)) * m)
  const statistic = difference / deviation
  return { statistic, p: erfc(Math.abs(statistic) / Math.SQRT2) }
}
