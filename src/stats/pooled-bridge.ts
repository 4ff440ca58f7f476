import { countAtOrBelow } from "./count-below.js"
import { mergeSorted } from "./merge-sorted.js"
import type { PooledCuts } from "./pooled-cuts.js"
import { normalDraws } from "./random.js"
import { sortAscending } from "./sort-ascending.js"

const seed = 20_240_901
/** How many curves are simulated. */
export const bridgeReplicates = 4000
/** Ranges of the pooled curve and points at which each simulated curve is read, at most. */
export const mostPoints = 64
/** Values per side from which the pooled curve is drawn, at steps that grow from either end to the middle. */
const mostValues = 401

/** A range of the pooled curve: its height, a share in (0, 1), and its width in the (scaled) unit of the values. */
export interface Stretch {
  height: number
  width: number
}

/**
 * The pooled distribution function of two ascending samples, each of length ≥ 1, between its smallest and largest value, or `cuts`:
 * at most 64 ranges (or `most`) that each hold about as much of the expected area under a Brownian bridge on it; none where
 * all values are equal. Widths are in the unit of the values times `scale`.
 */
export function pooledStretches(
  a: Float64Array,
  b: Float64Array,
  scale: number,
  most = mostPoints,
  cuts = noCuts,
): Stretch[] {
  const curve = pooledCurve(a, b, scale, cuts)
  return curve.heights.length <= most
    ? Array.from(curve.heights, (height, i) => ({ height, width: curve.widths[i] }))
    : merge(curve, most)
}

const noCuts: PooledCuts = { low: -Infinity, high: Infinity }

/** Ranges as two rows of numbers: there are thousands, for every column. */
interface Curve {
  heights: Float64Array
  widths: Float64Array
}

function pooledCurve(a: Float64Array, b: Float64Array, scale: number, cuts: PooledCuts): Curve {
  const values = mergeSorted(within(someOf(a), cuts), within(someOf(b), cuts))
  const n = a.length + b.length
  const heights = new Float64Array(values.length)
  const widths = new Float64Array(values.length)
  let [inA, inB, ranges] = [0, 0, 0]
  for (let i = 0; i + 1 < values.length; i++) {
    if (values[i] === values[i + 1]) continue
    inA = countAtOrBelow(a, values[i], inA)
    inB = countAtOrBelow(b, values[i], inB)
    heights[ranges] = (inA + inB) / n
    widths[ranges++] = values[i + 1] * scale - values[i] * scale
  }
  return { heights: heights.subarray(0, ranges), widths: widths.subarray(0, ranges) }
}

function within(values: Float64Array, { low, high }: PooledCuts): Float64Array {
  if (values[0] >= low && values[values.length - 1] <= high) return values
  return values.map((value) => Math.min(high, Math.max(low, value)))
}

/** Of many values some, by rank: few where the bridge is wide but neighbours lie close, many in the tails. */
function someOf(sorted: Float64Array): Float64Array {
  if (sorted.length <= mostValues) return sorted
  const half = (mostValues - 1) / 2
  const last = sorted.length - 1
  const some = new Float64Array(mostValues)
  for (let i = 0; i <= half; i++) {
    const rank = Math.round((last / 2) * (i / half) ** 3)
    some[i] = sorted[rank]
    some[mostValues - 1 - i] = sorted[last - rank]
  }
  return some
}

/** Neighbouring ranges put together until each holds about as much of the expected area as the next. */
function merge({ heights, widths }: Curve, most: number): Stretch[] {
  let all = 0
  for (let i = 0; i < heights.length; i++) all += spread(heights[i]) * widths[i]
  const merged: Stretch[] = []
  let [done, area, weighted] = [0, 0, 0]
  for (let i = 0; i < heights.length; i++) {
    const expected = spread(heights[i]) * widths[i]
    area += expected
    weighted += expected * heights[i]
    const full = done + area >= ((merged.length + 1) * all) / most
    if (area === 0 || (!full && i < heights.length - 1)) continue
    const height = weighted / area
    merged.push({ height, width: area / spread(height) })
    done += area
    area = 0
    weighted = 0
  }
  return merged
}

/** Standard deviation of a Brownian bridge where the pooled curve has this height. */
function spread(height: number): number {
  return Math.sqrt(height * (1 - height))
}

let draws: Float64Array | null = null

/**
 * Calls `visit` once per simulated Brownian bridge (4,000, always the same) with its heights over the ranges, in one
 * array that is used again.
 */
export function simulateBridges(stretches: readonly Stretch[], visit: (bridge: Float64Array) => void): void {
  const normal = (draws ??= normalDraws(bridgeReplicates * (mostPoints + 1), seed))
  const n = stretches.length
  const heights = Float64Array.from(stretches, ({ height }) => height)
  const steps = Float64Array.from({ length: n + 1 }, (_, i) => Math.sqrt((heights[i] ?? 1) - (heights[i - 1] ?? 0)))
  const bridge = new Float64Array(n)
  for (let replicate = 0; replicate < bridgeReplicates; replicate++) {
    const first = replicate * (mostPoints + 1)
    let end = 0
    for (let i = 0; i < n; i++) bridge[i] = end += steps[i] * normal[first + i]
    end += steps[n] * normal[first + n]
    for (let i = 0; i < n; i++) bridge[i] -= heights[i] * end
    visit(bridge)
  }
}

/** The value that 5 % of the simulated figures exceed; puts them in order. */
export function upperPoint(values: Float64Array): number {
  return sortAscending(values)[Math.floor(0.95 * values.length)]
}
