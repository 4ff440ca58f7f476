/**
 * Median of the distances between all pairs of an ascending sample of at least two values; their mean where that is 0,
 * and 1 where all values are equal: the width of a Gaussian kernel by the usual rule.
 * Source: Gretton et al. (2012), J. Machine Learning Research 13:723-773, section 8.
 */
export function kernelWidth(sorted: Float64Array): number {
  const n = sorted.length
  const pairs = (n * (n - 1)) / 2
  const middle = Math.ceil(pairs / 2)
  const low = distanceOfRank(sorted, middle)
  const median = pairs % 2 === 1 ? low : low / 2 + distanceOfRank(sorted, middle + 1) / 2
  if (median > 0) return median
  const sum = sorted.reduce((sum, value, i) => sum + value * (2 * i - n + 1), 0)
  return sum > 0 ? sum / pairs : 1
}

/** The distance that `rank` pairs do not exceed; halves the range until two neighbouring doubles are left. */
function distanceOfRank(sorted: Float64Array, rank: number): number {
  let [below, above] = [-Number.MIN_VALUE, sorted[sorted.length - 1] - sorted[0]]
  for (;;) {
    const middle = below + (above - below) / 2
    if (middle <= below || middle >= above) return above
    if (pairsWithin(sorted, middle) >= rank) above = middle
    else below = middle
  }
}

function pairsWithin(sorted: Float64Array, distance: number): number {
  let [pairs, first] = [0, 0]
  for (let i = 1; i < sorted.length; i++) {
    while (sorted[i] - sorted[first] > distance) first++
    pairs += i - first
  }
  return pairs
}
