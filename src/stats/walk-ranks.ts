import { CompensatedSum } from "./compensated-sum.js"
import { rememberPair } from "./remember-pair.js"
import { safeScale } from "./safe-scale.js"

/** What a walk over the ranks of both samples sees. F is the first sample's share of values up to a point, G the second's. */
export interface RankWalk {
  /** √(2·∫(F − G)²), the energy distance, in the root of the unit of the values. */
  readonly energy: number
  /** Cramér–von Mises statistic T: n·m/(n + m)² times Σ(F − G)² over all values of both samples, ties included. */
  readonly cramer: number
  /** Anderson–Darling statistic A² for two samples, midrank form; null when all values are equal. */
  readonly anderson: number | null
  /** Pairs in which the first sample's value is the larger one, ties as halves (Mann–Whitney U). */
  readonly wins: number
  /** Σ(t³ − t) over groups of t equal values; 0 without ties. */
  readonly ties: number
  /** The same as a share of its largest: what ties take of the variance of the ranks, from 0 (none) to 1 (all equal). */
  readonly tied: number
}

/**
 * Walks two ascending samples, each of at least one value, from one distinct value to the next; equal values are one step
 * on both sides. Apart from `walkTies` because no usual method needs it and it takes three times as long. Remembered for
 * as long as both arrays live, so they must not be changed afterwards.
 */
export const walkRanks: (a: Float64Array, b: Float64Array) => RankWalk = rememberPair(walkOnce)

/** Steps whose terms are added plainly before their total joins a compensated sum. */
const blockLength = 64

function walkOnce(a: Float64Array, b: Float64Array): RankWalk {
  const [n, m] = [a.length, b.length]
  const all = n + m
  const scale = safeScale(Math.max(-a[0], -b[0], a[n - 1], b[m - 1]))
  const sums = [new CompensatedSum(), new CompensatedSum(), new CompensatedSum()]
  let [squares, cramer, anderson] = [0, 0, 0]
  // Sums over groups of p values of the first and q of the second sample: (p + q)³ and twice the pairs won.
  let [cubes, doubleWins] = [0, 0]
  let [i, j, steps] = [0, 0, 0]
  let value = Math.min(a[0], b[0])
  let before = 0
  for (;;) {
    const [firstA, firstB] = [i, j]
    while (i < n && a[i] === value) i++
    while (j < m && b[j] === value) j++
    const [p, q] = [i - firstA, j - firstB]
    const difference = m * i - n * j
    const both = p + q
    const midranks = firstA + i + firstB + j
    const middle = before + difference
    cramer += both * difference * difference
    if (both < all) anderson += (both * middle * middle) / (midranks * (2 * all - midranks) - all * both)
    cubes += both * both * both
    doubleWins += p * (firstB + j)
    if (i === n && j === m) break
    const next = j === m || (i < n && a[i] < b[j]) ? a[i] : b[j]
    squares += difference * difference * (next * scale - value * scale)
    value = next
    before = difference
    if (++steps % blockLength === 0) {
      sums[0].add(squares)
      sums[1].add(cramer)
      sums[2].add(anderson)
      squares = cramer = anderson = 0
    }
  }
  const totals = [squares, cramer, anderson].map((rest, k) => {
    sums[k].add(rest)
    return sums[k].value
  })
  return {
    energy: Math.sqrt((2 * totals[0]) / (n * m) / (n * m)) / Math.sqrt(scale),
    cramer: totals[1] / all / all / n / m,
    anderson: steps === 0 ? null : ((all - 1) / all / n / m) * totals[2],
    wins: doubleWins / 2,
    ties: cubes - all,
    tied: (cubes - all) / (all ** 3 - all),
  }
}
