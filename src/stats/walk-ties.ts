import { CompensatedSum } from "./compensated-sum.js"
import { safeScale } from "./safe-scale.js"

/** What one walk over both samples sees. F is the first sample's share of values up to a point, G the second's. */
export interface TieWalk {
  /** Largest |F − G|, in [0, 1]. */
  gap: number
  /** The smallest value at which it is reached. */
  at: number
  /** 1 where F is above G there (the second sample's values are larger), -1 where it is below. 1 when both are as far. */
  sign: 1 | -1
  /** Area between F and G, in the unit of the values; the largest double where it is beyond that. */
  area: number
}

/**
 * Walks two ascending samples, each of at least one value, from one distinct value to the next.
 * Equal values are one step on both sides, so ties are exact; differences of shares are kept as whole numbers.
 */
export function walkTies(a: Float64Array, b: Float64Array): TieWalk {
  const [n, m] = [a.length, b.length]
  const scale = safeScale(Math.max(-a[0], -b[0], a[n - 1], b[m - 1]))
  const area = new CompensatedSum()
  // The largest and the smallest F − G, times n·m, and where they were met.
  let [most, least] = [0, 0]
  let [mostAt, leastAt] = [Math.min(a[0], b[0]), Math.min(a[0], b[0])]
  let [i, j] = [0, 0]
  let value = mostAt
  for (;;) {
    while (i < n && a[i] === value) i++
    while (j < m && b[j] === value) j++
    const difference = m * i - n * j
    if (difference > most) [most, mostAt] = [difference, value]
    else if (difference < least) [least, leastAt] = [difference, value]
    if (i === n && j === m) break
    const next = j === m || (i < n && a[i] < b[j]) ? a[i] : b[j]
    area.add(Math.abs(difference) * (next * scale - value * scale))
    value = next
  }
  const below = -least > most
  return {
    gap: (below ? -least : most) / (n * m),
    // Adding 0 turns -0 into 0.
    at: (below ? leastAt : mostAt) + 0,
    sign: below ? -1 : 1,
    area: Math.min(Number.MAX_VALUE, area.value / (n * m) / scale),
  }
}
