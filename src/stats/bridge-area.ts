import type { Stretch } from "./pooled-bridge.js"

/** Mean of the size of a standard normal variable. */
const meanSize = Math.sqrt(2 / Math.PI)

/** Mean, variance and skewness of an area. */
export interface AreaMoments {
  readonly mean: number
  readonly variance: number
  readonly skewness: number
}

/**
 * Mean, variance and skewness of the area under |B|, with B a Brownian bridge read at these ranges (at least one, heights
 * ascending); in the unit of the widths. Exact: the first three absolute product moments of normal variables are known
 * (Nabeya 1951 and 1952, Annals of the Institute of Statistical Mathematics 3:2-6 and 4:15-30), and a bridge has no memory, so
 * that the correlation of two heights is the product of those between them.
 */
export function bridgeAreaMoments(stretches: readonly Stretch[]): AreaMoments {
  const parts = stretches.map(({ height, width }) => width * Math.sqrt(height * (1 - height)))
  const odds = stretches.map(({ height }) => Math.sqrt(height / (1 - height)))
  let [mean, square, cube] = [0, 0, 0]
  for (let i = 0; i < parts.length; i++) {
    mean += parts[i] * meanSize
    for (let j = i; j < parts.length; j++) {
      const near = odds[i] / odds[j]
      square += ways(i, j) * parts[i] * parts[j] * meanOfTwo(near)
      let beyond = 0
      for (let k = j; k < parts.length; k++)
        beyond += waysOfThree(i, j, k) * parts[k] * meanOfThree(near, odds[j] / odds[k])
      cube += parts[i] * parts[j] * beyond
    }
  }
  const variance = square - mean * mean
  return { mean, variance, skewness: (cube - 3 * mean * square + 2 * mean ** 3) / variance ** 1.5 }
}

/** In how many orders these places can be written. */
function ways(i: number, j: number): number {
  return i === j ? 1 : 2
}

function waysOfThree(i: number, j: number, k: number): number {
  if (i === k) return 1
  return i === j || j === k ? 3 : 6
}

/** E|XY| of standard normal variables of this correlation. */
function meanOfTwo(correlation: number): number {
  if (correlation >= 1) return 1
  return (2 / Math.PI) * (Math.sqrt(1 - correlation * correlation) + correlation * Math.asin(correlation))
}

/** E|XYZ|, where X and Y correlate by `p`, Y and Z by `q`, and X and Z only by way of Y: by p·q. */
function meanOfThree(p: number, q: number): number {
  // E X²|Y|
  if (p >= 1 || q >= 1) return meanSize * (1 + Math.min(p, q) ** 2)
  const [a, b] = [1 - p * p, 1 - q * q]
  const c = 1 - p * p * q * q
  const angles = q * (1 + p * p) * Math.asin(q * Math.sqrt(a / c)) + p * (1 + q * q) * Math.asin(p * Math.sqrt(b / c))
  return meanSize ** 3 * (Math.sqrt(a * b) + angles)
}
