import { countAtOrBelow } from "./count-below.js"
import { mergeSorted } from "./merge-sorted.js"
import { normalDraws } from "./random.js"
import { sortAscending } from "./sort-ascending.js"

const seed = 20_240_901
/** How many curves are simulated. */
export const bridgeReplicates = 4000
/** Ranges of the pooled curve and points at which each simulated curve is read, at most. */
export const mostPoints = 64
/** Values per side from which the pooled curve is drawn; the outermost are all used, the others at equal steps. */
const mostValues = 1500
const endValues = 100

/** A range of the pooled curve: its height, a share in (0, 1), and its width in the (scaled) unit of the values. */
export interface Stretch {
  height: number
  width: number
}

/**
 * The pooled distribution function of two ascending samples, each of length ≥ 1, between its smallest and largest value:
 * at most 64 ranges (or `most`) that each hold about as much of the expected area under a Brownian bridge on it; none where
 * all values are equal. Widths are in the unit of the values times `scale`.
 */
export function pooledStretches(a: Float64Array, b: Float64Array, scale: number, most = mostPoints): Stretch[] {
  return merge(pooledCurve(a, b, scale), most)
}

function pooledCurve(a: Float64Array, b: Float64Array, scale: number): Stretch[] {
  const values = mergeSorted(someOf(a), someOf(b))
  const n = a.length + b.length
  const curve: Stretch[] = []
  let [inA, inB] = [0, 0]
  for (let i = 0; i + 1 < values.length; i++) {
    if (values[i] === values[i + 1]) continue
    inA = countAtOrBelow(a, values[i], inA)
    inB = countAtOrBelow(b, values[i], inB)
    curve.push({ height: (inA + inB) / n, width: values[i + 1] * scale - values[i] * scale })
  }
  return curve
}

function someOf(sorted: Float64Array): Float64Array {
  if (sorted.length <= mostValues) return sorted
  const step = (sorted.length - 1 - 2 * endValues) / (mostValues - 1 - 2 * endValues)
  return Float64Array.from({ length: mostValues }, (_, i) => {
    if (i < endValues) return sorted[i]
    if (i >= mostValues - endValues) return sorted[sorted.length - mostValues + i]
    return sorted[endValues + Math.round((i - endValues) * step)]
  })
}

/** Neighbouring ranges put together until each holds about as much of the expected area as the next. */
function merge(curve: readonly Stretch[], most: number): Stretch[] {
  if (curve.length <= most) return [...curve]
  const all = curve.reduce((sum, stretch) => sum + expectedArea(stretch), 0)
  const merged: Stretch[] = []
  let [done, area, weighted] = [0, 0, 0]
  curve.forEach((stretch, i) => {
    area += expectedArea(stretch)
    weighted += expectedArea(stretch) * stretch.height
    const full = done + area >= ((merged.length + 1) * all) / most
    if (area === 0 || (!full && i < curve.length - 1)) return
    const height = weighted / area
    merged.push({ height, width: area / spread(height) })
    done += area
    ;[area, weighted] = [0, 0]
  })
  return merged
}

function expectedArea({ height, width }: Stretch): number {
  return spread(height) * width
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
