import { CompensatedSum } from "./compensated-sum.js"
import { pooledCuts, type PooledCuts } from "./pooled-cuts.js"
import { rememberPair } from "./remember-pair.js"
import { safeScale } from "./safe-scale.js"

/** What one walk over both samples sees. F is the first sample's share of values up to a point, G the second's. */
export interface TieWalk {
  /** Largest |F − G|, in [0, 1]. */
  readonly gap: number
  /** The smallest value at which it is reached. */
  readonly at: number
  /** 1 where F is above G there (the second sample's values are larger), -1 where it is below. 1 when both are as far. */
  readonly sign: 1 | -1
  /** Largest F − G plus largest G − F (Kuiper's V), in [0, 1]. */
  readonly bothGaps: number
  /** Area between F and G, in the unit of the values; the largest double where it is beyond that. */
  readonly area: number
  /** Where the tails of both samples together begin, and the area between these cuts, as of samples whose tails are put onto them. */
  readonly cuts: PooledCuts
  readonly clippedArea: number
}

/**
 * Walks two ascending samples, each of at least one value, from one value to the next.
 * Gaps are read between different values only, so ties are exact; differences of shares are kept as whole numbers (exact
 * while n·m is below 2^53, rounded singly above). Several methods read the same walk: it is remembered for as long as both
 * arrays live, so they must not be changed afterwards. What needs the ranks is in `walkRanks`.
 */
export const walkTies: (a: Float64Array, b: Float64Array) => TieWalk = rememberPair(walkOnce)

/** Steps whose terms are added plainly before their total joins a compensated sum. */
const blockLength = 64

function walkOnce(a: Float64Array, b: Float64Array): TieWalk {
  const [n, m] = [a.length, b.length]
  const scale = safeScale(Math.max(-a[0], -b[0], a[n - 1], b[m - 1]))
  const total = new CompensatedSum()
  let area = 0
  const cuts = pooledCuts(a, b)
  const { low, high } = cuts
  const bodyScale = safeScale(Math.max(-low, high))
  const bodyTotal = new CompensatedSum()
  let [body, bodySteps] = [0, 0]
  // The largest and the smallest F − G, times n·m, and where they were met.
  let [most, least] = [0, 0]
  let value = Math.min(a[0], b[0])
  let [mostAt, leastAt] = [value, value]
  let [i, j, steps, difference] = [0, 0, 0, 0]
  // Which side comes next is as good as random, and a branch on it costs four times the rest: the side is an index instead.
  const ahead = new Float64Array(2)
  while (i < n || j < m) {
    const x = i < n ? a[i] : Infinity
    const y = j < m ? b[j] : Infinity
    const fromA = Number(x <= y)
    const fromB = Number(y <= x)
    ahead[0] = y
    ahead[1] = x
    const next = ahead[fromA]
    if (next !== value) {
      if (difference > most) {
        most = difference
        mostAt = value
      } else if (difference < least) {
        least = difference
        leastAt = value
      }
      const height = Math.abs(difference)
      area += height * (next * scale - value * scale)
      if (next > low && value < high) {
        body += height * (Math.min(next, high) * bodyScale - Math.max(value, low) * bodyScale)
        if (++bodySteps % blockLength === 0) {
          bodyTotal.add(body)
          body = 0
        }
      }
      value = next
      if (++steps % blockLength === 0) {
        total.add(area)
        area = 0
      }
    }
    i += fromA
    j += fromB
    difference = m * i - n * j
  }
  total.add(area)
  bodyTotal.add(body)
  const below = -least > most
  return {
    gap: (below ? -least : most) / (n * m),
    // Adding 0 turns -0 into 0.
    at: (below ? leastAt : mostAt) + 0,
    sign: below ? -1 : 1,
    bothGaps: (most - least) / (n * m),
    area: Math.min(Number.MAX_VALUE, total.value / (n * m) / scale),
    cuts,
    clippedArea: Math.min(Number.MAX_VALUE, bodyTotal.value / (n * m) / bodyScale),
  }
}
