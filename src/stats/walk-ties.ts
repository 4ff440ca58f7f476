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

/**
 * Steps that one call takes: the loop over all of them would run for long in code that is not compiled yet, where each number that it
 * changes takes memory of its own.
 */
const stepsAtOnce = 4096

/** A walk between two calls: where it stands, and what was added up so far. */
interface Walk {
  /** Values of each sample up to here. */
  i: number
  j: number
  value: number
  /** The largest and the smallest F − G, times n·m, and where they were met. */
  most: number
  mostAt: number
  least: number
  leastAt: number
  /** What was added up since the last whole block, and steps in all. */
  area: number
  steps: number
  body: number
  bodySteps: number
  readonly cuts: PooledCuts
  readonly scale: number
  readonly bodyScale: number
  readonly total: CompensatedSum
  readonly bodyTotal: CompensatedSum
}

function walkOnce(a: Float64Array, b: Float64Array): TieWalk {
  const [n, m] = [a.length, b.length]
  const cuts = pooledCuts(a, b)
  const value = Math.min(a[0], b[0])
  const walk: Walk = {
    ...{ i: 0, j: 0, value, most: 0, mostAt: value, least: 0, leastAt: value },
    ...{ area: 0, steps: 0, body: 0, bodySteps: 0, cuts },
    scale: safeScale(Math.max(-a[0], -b[0], a[n - 1], b[m - 1])),
    bodyScale: safeScale(Math.max(-cuts.low, cuts.high)),
    ...{ total: new CompensatedSum(), bodyTotal: new CompensatedSum() },
  }
  while (walk.i < n || walk.j < m) takeSteps(a, b, walk)
  const { most, least, scale, bodyScale, total, bodyTotal } = walk
  total.add(walk.area)
  bodyTotal.add(walk.body)
  const below = -least > most
  return {
    gap: (below ? -least : most) / (n * m),
    // Adding 0 turns -0 into 0.
    at: (below ? walk.leastAt : walk.mostAt) + 0,
    sign: below ? -1 : 1,
    bothGaps: (most - least) / (n * m),
    area: Math.min(Number.MAX_VALUE, total.value / (n * m) / scale),
    cuts,
    clippedArea: Math.min(Number.MAX_VALUE, bodyTotal.value / (n * m) / bodyScale),
  }
}

// Which side comes next is as good as random, and a branch on it costs four times the rest: the side is an index instead.
const ahead = new Float64Array(2)

function takeSteps(a: Float64Array, b: Float64Array, walk: Walk): void {
  const [n, m] = [a.length, b.length]
  const { scale, bodyScale, total, bodyTotal } = walk
  const { low, high } = walk.cuts
  let { i, j, value, most, mostAt, least, leastAt, area, steps, body, bodySteps } = walk
  let difference = m * i - n * j
  for (let step = 0; step < stepsAtOnce && (i < n || j < m); step++) {
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
  Object.assign(walk, { i, j, value, most, mostAt, least, leastAt, area, steps, body, bodySteps })
}
