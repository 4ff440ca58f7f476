import { normalSf } from "./special.js"

export interface MannKendall {
  /** Pairs that rise minus pairs that fall. */
  s: number
  /** Of s when the order says nothing; 0 when all values are equal. */
  variance: number
  /** With continuity correction: s is moved by 1 towards 0. */
  z: number
  /** Of both sides, by the normal approximation. */
  p: number
}

/**
 * Mann-Kendall test for a trend in values in order of time; ties allowed, O(n log n). With all values equal, or fewer than two, p is 1.
 * The approximation is on the careful side below about ten values: eight that all rise have p 0.0008, exactly it is 0.00005.
 * Source: Mann (1945), Econometrica 13:245-259; Kendall (1975), Rank Correlation Methods. Numbers: fixtures/golden/edge_trends.json.
 */
export function mannKendall(values: ArrayLike<number>): MannKendall {
  const n = values.length
  const distinct = Array.from(new Set(Array.from(values))).sort((a, b) => a - b)
  const rank = new Map(distinct.map((value, i) => [value, i + 1]))
  const seen = new Float64Array(distinct.length + 1)
  const before = fenwick(distinct.length)
  let s = 0
  for (let i = 0; i < n; i++) {
    const place = rank.get(values[i]) ?? 0
    const below = before.upTo(place - 1)
    s += below - (i - before.upTo(place))
    before.add(place)
    seen[place]++
  }
  const ties = seen.reduce((sum, t) => sum + t * (t - 1) * (2 * t + 5), 0)
  const variance = (n * (n - 1) * (2 * n + 5) - ties) / 18
  const z = variance === 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance)
  return { s, variance, z, p: z === 0 ? 1 : 2 * normalSf(Math.abs(z)) }
}

/** Counts of places 1 to n, with the sum up to a place in O(log n). */
function fenwick(n: number): { add: (place: number) => void; upTo: (place: number) => number } {
  const sums = new Float64Array(n + 1)
  return {
    add(place) {
      for (let i = place; i <= n; i += i & -i) sums[i]++
    },
    upTo(place) {
      let sum = 0
      for (let i = place; i > 0; i -= i & -i) sum += sums[i]
      return sum
    },
  }
}
