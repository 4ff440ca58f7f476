import { mergeSorted } from "./merge-sorted.js"
import { quantile } from "./quantile.js"
import { chi2Sf } from "./special.js"
import { symmetricEigen } from "./symmetric-eigen.js"

export interface EppsSingletonResult {
  statistic: number
  p: number
  /** Directions in which the four figures vary, 4 unless there are few different values; the degrees of freedom. */
  rank: number
}

/** Eigenvalues below this part of the largest are rounding. */
const negligible = 1e-12

/**
 * Epps–Singleton test of two ascending samples, each of at least 5 values: whether the means of cos and sin of 0.4 and
 * 0.8 times the values over half the pooled interquartile range agree. A sentence where it is not defined.
 * Values are counted from the pooled median, which changes nothing but rounding.
 * Source: Epps and Singleton (1986), J. Statist. Comput. Simul. 26:177-203; Goerg and Kaiser (2009), Stata J. 9:454-465.
 * Numbers: `es` in fixtures/golden.
 */
export function eppsSingleton(x: Float64Array, y: Float64Array): EppsSingletonResult | string {
  const pool = mergeSorted(x, y)
  const [n, m, all] = [x.length, y.length, pool.length]
  const [lower, middle, upper] = [0.25, 0.5, 0.75].map((share) => quantile(pool, share))
  if (lower === upper) return "The middle half of all values is one and the same value, so their scale is unknown."
  const { difference, spread } = figuresAt(x, y, middle, frequencyOf(lower, upper))
  if (!spread.flat().every(Number.isFinite)) return "Values lie too far apart for the scale of their middle half."

  const { values, vectors } = symmetricEigen(spread)
  const largest = Math.max(...values)
  let [statistic, rank, beyond] = [0, 0, 0]
  values.forEach((value, k) => {
    const part = vectors[k].reduce((sum, entry, i) => sum + entry * difference[i], 0)
    if (value <= negligible * largest) return void (beyond = Math.max(beyond, Math.abs(part)))
    statistic += (all * part * part) / value
    rank++
  })
  if (rank === 0 || beyond > 1e-6) return "There are too few different values on a side to tell its spread."
  statistic /= correction(n, m)
  return { statistic, p: chi2Sf(statistic, rank), rank }
}

/** By the pooled quartiles. */
export const frequencyOf = (lower: number, upper: number): number => 0.4 / (upper / 2 - lower / 2)

/** What the statistic is divided by. */
export const correction = (n: number, m: number): number =>
  Math.max(n, m) < 25 ? 1 + (n + m) ** -0.45 + 10.1 * (n ** -1.7 + m ** -1.7) : 1

/** How far the sides' four means lie apart, and their covariances as the test weighs them. */
export function figuresAt(x: Float64Array, y: Float64Array, middle: number, frequency: number) {
  const all = x.length + y.length
  const [first, second] = [x, y].map((side) => moments(side, middle, frequency))
  const difference = first.means.map((mean, i) => mean - second.means[i])
  const spread = first.covariance.map((row, i) =>
    row.map((value, j) => (all / x.length) * value + (all / y.length) * second.covariance[i][j]),
  )
  return { difference, spread }
}

/** Means and covariances (divided by n) of cos ωx, cos 2ωx, sin ωx and sin 2ωx, the double angles from the single ones. */
function moments(side: Float64Array, middle: number, frequency: number) {
  const n = side.length
  const figures = Array.from({ length: 4 }, () => new Float64Array(n))
  for (let i = 0; i < n; i++) {
    const angle = (side[i] - middle) * frequency
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)]
    figures[0][i] = cosine
    figures[1][i] = 2 * cosine * cosine - 1
    figures[2][i] = sine
    figures[3][i] = 2 * sine * cosine
  }
  const means = figures.map((values) => values.reduce((sum, value) => sum + value, 0) / n)
  const covariance = means.map(() => new Array<number>(4).fill(0))
  for (let row = 0; row < 4; row++)
    for (let column = 0; column <= row; column++) {
      const [left, right] = [figures[row], figures[column]]
      let sum = 0
      for (let i = 0; i < n; i++) sum += (left[i] - means[row]) * (right[i] - means[column])
      covariance[row][column] = covariance[column][row] = sum / n
    }
  return { means, covariance }
}
