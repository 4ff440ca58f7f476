/**
 * Three standard errors of the difference between two shares of n and m rows when nothing changed: what chance alone may add.
 * Source: two-proportion z interval with the pooled share.
 */
export function chanceSlack(referenceShare: number, n: number, currentShare: number, m: number): number {
  if (n === 0 || m === 0) return 0
  const pooled = (referenceShare * n + currentShare * m) / (n + m)
  return 3 * Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
}

const seldom = 0.001

/**
 * The share of m current rows that a rare value may hold although none of n reference rows has it: the rows k for which all of
 * them lie in current with a chance of one in a thousand, (m / (n + m)) ^ k. 0 when a side is empty.
 */
export function newcomerSlack(n: number, m: number): number {
  if (n === 0 || m === 0) return 0
  return Math.ceil(Math.log(seldom) / Math.log(m / (n + m))) / m
}
