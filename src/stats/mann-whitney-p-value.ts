import { erfc } from "./special.js"

/** Values on the smaller side, and pairs, up to which every order is counted. */
const exactUpTo = 8
const exactPairs = 1e6

/**
 * Two-sided p-value of Mann–Whitney's U, the pairs won by one of two samples of `n` and `m` values with ties as halves,
 * given Σ(t³ − t) over groups of ties. Exact for up to 8 values on the smaller side without ties (and up to a million
 * pairs); else normal, with the variance for ties and a continuity correction of a half. 1 when all values are equal.
 * Source: Mann and Whitney (1947), Ann. Math. Statist. 18:50-60; Lehmann (1975), Nonparametrics, 1.2.
 */
export function mannWhitneyPValue(wins: number, ties: number, n: number, m: number): number {
  if (Math.min(n, m) <= exactUpTo && ties === 0 && n * m <= exactPairs) return exact(wins, n, m)
  const all = n + m
  const spread = all + 1 - ties / (all - 1) / all
  const distance = Math.abs(wins - (n * m) / 2) - 0.5
  if (spread <= 0 || distance <= 0) return 1
  return Math.min(1, erfc(distance / Math.sqrt((n * m * spread) / 12) / Math.SQRT2))
}

/** Orders with so many wins are the coefficients of Π (1 − x^(m+j)) / (1 − x^j), j = 1 … n, for the smaller n. */
function exact(wins: number, n: number, m: number): number {
  const [few, many] = [Math.min(n, m), Math.max(n, m)]
  const fewest = Math.min(wins, n * m - wins)
  const orders = new Float64Array(fewest + 1)
  orders[0] = 1
  let all = 1
  for (let j = 1; j <= few; j++) {
    for (let k = fewest; k >= many + j; k--) orders[k] -= orders[k - many - j]
    for (let k = j; k <= fewest; k++) orders[k] += orders[k - j]
    all *= (many + j) / j
  }
  let atMost = 0
  for (const count of orders) atMost += count
  return Math.min(1, (2 * atMost) / all)
}
