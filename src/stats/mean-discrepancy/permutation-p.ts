import { mergeSorted } from "../merge-sorted.js"
import { randomNumbers } from "../random.js"
import { safeScale } from "../safe-scale.js"
import { kernelClusters, type Cluster } from "./kernel-features.js"
import { kernelWidth } from "./median-distance.js"

const seed = 20_240_902
/** Two discrepancies closer than this are the same but for rounding. */
const rounding = 1e-12

/**
 * Unbiased squared maximum mean discrepancy of two ascending samples, each of at least two values, under a Gaussian
 * kernel as wide as the median distance of all pairs; and its p-value from `permutations` seeded redistributions of the
 * pooled values: (1 + those at least as far apart) / (1 + all). Memory grows with the number of values, not of pairs.
 */
export function discrepancyTest(
  x: Float64Array,
  y: Float64Array,
  permutations: number,
): { statistic: number; p: number } {
  const scale = safeScale(Math.max(-x[0], -y[0], x[x.length - 1], y[y.length - 1]))
  const pool = mergeSorted(x, y).map((value) => value * scale)
  const clusters = kernelClusters(pool, kernelWidth(pool))
  const inFirst = sideOf(x, y)
  const statistic = unbiased(clusters, inFirst, x.length, y.length)
  const next = randomNumbers(seed)
  let asFar = 0
  for (let permutation = 0; permutation < permutations; permutation++) {
    shuffleSides(inFirst, next)
    if (unbiased(clusters, inFirst, x.length, y.length) >= statistic - rounding) asFar++
  }
  return { statistic, p: (1 + asFar) / (1 + permutations) }
}

/** 1 for each pooled value that is the first sample's, in the order of mergeSorted. */
function sideOf(x: Float64Array, y: Float64Array): Uint8Array {
  const sides = new Uint8Array(x.length + y.length)
  let [i, j] = [0, 0]
  for (let k = 0; k < sides.length; k++) {
    if (j === y.length || x[i] <= y[j]) {
      sides[k] = 1
      i++
    } else j++
  }
  return sides
}

function shuffleSides(sides: Uint8Array, next: () => number): void {
  for (let i = sides.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const side = sides[i]
    sides[i] = sides[j]
    sides[j] = side
  }
}

/** From the sums of figures on both sides; a value's product with itself is 1 and taken off. */
function unbiased(clusters: readonly Cluster[], inFirst: Uint8Array, n: number, m: number): number {
  let [within, other, between] = [0, 0, 0]
  for (const { first, rows, columns, figures, totals } of clusters) {
    const sums = new Float64Array(columns)
    let own = 0
    for (let row = 0; row < rows; row++) {
      if (inFirst[first + row] === 0) continue
      const start = row * columns
      for (let column = 0; column < columns; column++) sums[column] += figures[start + column]
      own++
    }
    within -= own
    other -= rows - own
    for (let column = 0; column < columns; column++) {
      const rest = totals[column] - sums[column]
      within += sums[column] * sums[column]
      other += rest * rest
      between += sums[column] * rest
    }
  }
  return within / n / (n - 1) + other / m / (m - 1) - (2 * between) / n / m
}
