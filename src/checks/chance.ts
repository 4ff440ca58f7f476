/**
 * Three standard errors of the difference between two shares of n and m rows when nothing changed: what chance alone may add.
 * Source: two-proportion z interval with the pooled share.
 */
export function chanceSlack(referenceShare: number, n: number, currentShare: number, m: number): number {
  if (n === 0 || m === 0) return 0
  const pooled = (referenceShare * n + currentShare * m) / (n + m)
  return 3 * Math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
}

/**
 * What the share of m current rows in categories that n reference rows lack may be by chance, when `singles` categories have one
 * reference row each: the share they are expected to hold, three standard errors above it, and one more category met in a bunch.
 * Source: Good (1953), Biometrika 40:237-264; the error by Robbins (1968), Ann. Math. Statist. 39:256-257.
 */
export function unseenSlack(singles: number, n: number, m: number): number {
  if (n === 0 || m === 0) return 0
  const expected = singles / n
  const error = Math.sqrt(singles / n ** 2 + (expected * (1 - expected)) / m)
  return expected + 3 * error + newcomerSlack(n, m)
}

/**
 * The share of m current values that may lie outside the range of n reference values by chance, at both ends together: the k
 * values that lie there with a chance of one in a thousand, r ^ k × (1 + k × (1 − r)) with r = m / (n + m). 0 when a side is empty.
 */
export function outsideSlack(n: number, m: number): number {
  if (n === 0 || m === 0) return 0
  const r = m / (n + m)
  const chance = (k: number) => r ** k * (1 + k * (1 - r))
  let [low, high] = [0, 1]
  while (chance(high) > seldom) high *= 2
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (chance(middle) > seldom) low = middle
    else high = middle
  }
  return high / m
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
