import { areaNoiseFloor } from "./area-noise-floor.js"
import { countAtOrBelow, countBelow } from "./count-below.js"
import type { PooledCuts } from "./pooled-cuts.js"
import { populationDeviation } from "./population-deviation.js"
import { rememberPair } from "./remember-pair.js"
import { spareNumbers } from "./spare-numbers.js"
import { walkTies } from "./walk-ties.js"

/** Figures of two samples whose values beyond the pooled 2.5 and 97.5 % points are put onto these points. All in the unit of the values. */
export interface ClippedDistance extends PooledCuts {
  /** Area between the two empirical distribution functions: the Wasserstein distance. */
  readonly area: number
  /** Standard deviation of the clipped reference (divided by n); 0 where it is constant. */
  readonly deviation: number
  /** The area that is exceeded in 5 % of cases if nothing changed. */
  readonly noiseFloor: number
}

/**
 * The body of two ascending samples, each of length ≥ 1, without its tails: no outlier, sentinel or heavy tail can move or
 * widen what is measured by more than its share of the rows. Remembered for as long as both arrays live.
 * Source of clipping: Dixon (1960), Ann. Math. Statist. 31:385-391, "winsorized". Numbers: `scale` and
 * `wasserstein` in fixtures/golden/policy2.json.
 */
export const clippedDistance: (reference: Float64Array, current: Float64Array) => ClippedDistance = rememberPair(
  (reference, current) => {
    const { cuts, clippedArea } = walkTies(reference, current)
    const deviation = populationDeviation(clipped(reference, cuts))
    return { ...cuts, area: clippedArea, deviation, noiseFloor: areaNoiseFloor(reference, current, cuts) }
  },
)

/** A copy of an ascending sample in which no value lies beyond the cuts, in spare memory. */
function clipped(sorted: Float64Array, { low, high }: PooledCuts): Float64Array {
  const copy = new Float64Array(spareNumbers(sorted.length), 0, sorted.length)
  copy.set(sorted)
  copy.fill(low, 0, countBelow(sorted, low))
  return copy.fill(high, countAtOrBelow(sorted, high))
}
