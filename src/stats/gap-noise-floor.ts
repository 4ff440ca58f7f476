import { countAtOrBelow } from "./count-below.js"
import {
  bridgeReplicates,
  mostPoints,
  pooledStretches,
  simulateBridges,
  upperPoint,
  type Stretch,
} from "./pooled-bridge.js"
import { rememberKeys } from "./remember-keys.js"
import { safeScale } from "./safe-scale.js"

/** Exceeded by the largest distance of a Brownian bridge from 0 in 5 % of cases: the Kolmogorov law. */
const bridgePoint = 1.358098631795763

/**
 * The largest gap between the two empirical distribution functions that is exceeded in 5 % of cases if both samples,
 * ascending, each of length ≥ 1, were drawn from their pooled law. Where that has few different values the bridge is only
 * looked at between them (simulated, always the same); else by the Kolmogorov law, which is a little too high for few
 * values or a single frequent one.
 */
export function gapNoiseFloor(a: Float64Array, b: Float64Array): number {
  const scale = safeScale(Math.max(-a[0], -b[0], a[a.length - 1], b[b.length - 1]))
  const point = hasFewValues(a) && hasFewValues(b) ? simulatedPoint(pooledStretches(a, b, scale)) : bridgePoint
  return Math.min(1, point * Math.sqrt(1 / a.length + 1 / b.length))
}

/** Whether there are so few different values that the pooled curve keeps all its steps. */
function hasFewValues(sorted: Float64Array): boolean {
  let end = 0
  for (let values = 0; values < mostPoints / 2; values++) {
    if (end === sorted.length) return true
    end = countAtOrBelow(sorted, sorted[end])
  }
  return end === sorted.length
}

/** Points by their heights: columns without ties, of as many values, all have the same. */
const known = rememberKeys<number>(100)

/** The point of these ranges, whose widths do not matter. */
function simulatedPoint(stretches: readonly Stretch[]): number {
  if (stretches.length === 0) return 0
  const heights = stretches.map(({ height }) => height).join()
  return known(heights, () => simulate(stretches))
}

function simulate(stretches: readonly Stretch[]): number {
  const gaps = new Float64Array(bridgeReplicates)
  let replicate = 0
  simulateBridges(stretches, (bridge) => {
    let gap = 0
    for (const height of bridge) gap = Math.max(gap, Math.abs(height))
    gaps[replicate++] = gap
  })
  return upperPoint(gaps)
}
