import { countAtOrBelow } from "./count-below.js"
import { bridgeReplicates, mostPoints, simulateBridges, upperPoint } from "./pooled-bridge.js"
import { rememberKeys } from "./remember-keys.js"

/** Exceeded by the largest distance of a Brownian bridge from 0 in 5 % of cases: the Kolmogorov law. */
const bridgePoint = 1.358098631795763

/**
 * The largest gap between the two empirical distribution functions that is exceeded in 5 % of cases if both samples,
 * ascending, each of length ≥ 1, were drawn from their pooled law. Where that has few different values the bridge is only
 * looked at between them (simulated, always the same); else by the Kolmogorov law, which is a little too high for few
 * values or a single frequent one.
 */
export function gapNoiseFloor(a: Float64Array, b: Float64Array): number {
  const [ofA, ofB] = [fewValues(a), fewValues(b)]
  const point = ofA === null || ofB === null ? bridgePoint : simulatedPoint(heightsBetween([...ofA, ...ofB], a, b))
  return Math.min(1, point * Math.sqrt(1 / a.length + 1 / b.length))
}

/** The different values, ascending; null where there are more than 32, so that those of both sides are at most 64. */
function fewValues(sorted: Float64Array): number[] | null {
  const values: number[] = []
  let end = 0
  while (end < sorted.length) {
    if (values.length === mostPoints / 2) return null
    values.push(sorted[end])
    end = countAtOrBelow(sorted, sorted[end])
  }
  return values
}

/** The share of both samples at or below each of the values but the last: where the bridge is looked at. */
function heightsBetween(values: number[], a: Float64Array, b: Float64Array): Float64Array {
  const different = Float64Array.from(new Set(values)).sort()
  const all = a.length + b.length
  return different.subarray(0, -1).map((value) => (countAtOrBelow(a, value) + countAtOrBelow(b, value)) / all)
}

/** Points by their heights: columns without ties, of as many values, all have the same. */
const known = rememberKeys<number>(100)

function simulatedPoint(heights: Float64Array): number {
  if (heights.length === 0) return 0
  return known(heights.join(), () => simulate(heights))
}

function simulate(heights: Float64Array): number {
  const gaps = new Float64Array(bridgeReplicates)
  let replicate = 0
  simulateBridges(heights, (bridge) => {
    let gap = 0
    for (const height of bridge) gap = Math.max(gap, Math.abs(height))
    gaps[replicate++] = gap
  })
  return upperPoint(gaps)
}
