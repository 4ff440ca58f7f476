import { CompensatedSum } from "./compensated-sum.js"
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
  /** √(2·∫(F − G)²), the energy distance, in the root of the unit of the values. */
  readonly energy: number
  /** Cramér–von Mises statistic T with midranks. */
  readonly cramer: number
  /** Anderson–Darling statistic A² for two samples, midrank form; null when all values are equal. */
  readonly anderson: number | null
  /** Pairs in which the first sample's value is the larger one, ties as halves (Mann–Whitney U). */
  readonly wins: number
  /** Σ(t³ − t) over groups of t equal values; 0 without ties. */
  readonly ties: number
}

const walks = new WeakMap<Float64Array, WeakMap<Float64Array, TieWalk>>()

/**
 * Walks two ascending samples, each of at least one value, from one distinct value to the next.
 * Equal values are one step on both sides, so ties are exact; differences of shares are kept as whole numbers (exact
 * while n·m is below 2^53, rounded singly above). Six methods read the same walk: it is remembered for as long as both
 * arrays live, so they must not be changed afterwards.
 */
export function walkTies(a: Float64Array, b: Float64Array): TieWalk {
  let ofFirst = walks.get(a)
  if (ofFirst === undefined) walks.set(a, (ofFirst = new WeakMap()))
  let walk = ofFirst.get(b)
  if (walk === undefined) ofFirst.set(b, (walk = walkOnce(a, b)))
  return walk
}

/** Steps whose terms are added plainly before their total joins a compensated sum. */
const blockLength = 64

function walkOnce(a: Float64Array, b: Float64Array): TieWalk {
  const [n, m] = [a.length, b.length]
  const all = n + m
  const scale = safeScale(Math.max(-a[0], -b[0], a[n - 1], b[m - 1]))
  const sums = [new CompensatedSum(), new CompensatedSum(), new CompensatedSum(), new CompensatedSum()]
  let [area, squares, cramer, anderson] = [0, 0, 0, 0]
  // Sums over groups of p values of the first and q of the second sample: p³, q³, p²·q, (p + q)³ and twice the pairs won.
  let [cubesA, cubesB, mixed, cubes, doubleWins] = [0, 0, 0, 0, 0]
  // The largest and the smallest F − G, times n·m, and where they were met.
  let [most, least] = [0, 0]
  let [i, j, steps] = [0, 0, 0]
  let value = Math.min(a[0], b[0])
  let [mostAt, leastAt, before] = [value, value, 0]
  for (;;) {
    const [firstA, firstB] = [i, j]
    while (i < n && a[i] === value) i++
    while (j < m && b[j] === value) j++
    const [p, q] = [i - firstA, j - firstB]
    const difference = m * i - n * j
    if (difference > most) {
      most = difference
      mostAt = value
    } else if (difference < least) {
      least = difference
      leastAt = value
    }
    const both = p + q
    const midranks = firstA + i + firstB + j
    const middle = before + difference
    const square = middle * middle
    cramer += p * square
    if (both < all) anderson += (both * square) / (midranks * (2 * all - midranks) - all * both)
    cubesA += p * p * p
    cubesB += q * q * q
    mixed += p * p * q
    cubes += both * both * both
    doubleWins += p * (firstB + j)
    if (i === n && j === m) break
    const next = j === m || (i < n && a[i] < b[j]) ? a[i] : b[j]
    const width = next * scale - value * scale
    area += Math.abs(difference) * width
    squares += difference * difference * width
    value = next
    before = difference
    if (++steps % blockLength === 0) {
      sums[0].add(area)
      sums[1].add(squares)
      sums[2].add(cramer)
      sums[3].add(anderson)
      area = squares = cramer = anderson = 0
    }
  }
  const totals = [area, squares, cramer, anderson].map((rest, k) => {
    sums[k].add(rest)
    return sums[k].value
  })
  const below = -least > most
  return {
    gap: (below ? -least : most) / (n * m),
    // Adding 0 turns -0 into 0.
    at: (below ? leastAt : mostAt) + 0,
    sign: below ? -1 : 1,
    bothGaps: (most - least) / (n * m),
    area: Math.min(Number.MAX_VALUE, totals[0] / (n * m) / scale),
    energy: Math.sqrt((2 * totals[1]) / (n * m) / (n * m)) / Math.sqrt(scale),
    cramer: cramerStatistic(n, m, totals[2], cubesA, cubesB, mixed),
    anderson: steps === 0 ? null : ((all - 1) / all / n / m) * totals[3],
    wins: doubleWins / 2,
    ties: cubes - all,
  }
}

/** T without the cancellation of its textbook form; `squares` is Σ p·(m·(X₋ + X) − n·(Y₋ + Y))² over groups. */
function cramerStatistic(n: number, m: number, squares: number, cubesA: number, cubesB: number, mixed: number): number {
  const ties = (m * cubesA) / (12 * n * n) - mixed / (4 * n) + (n * (cubesA - n) + m * (cubesB - m)) / (12 * n * m)
  return Math.max(0, (squares / (4 * n * n * m) + ties + 1 / 6) / (n + m))
}
