import { quantile } from "./quantile.js"
import { sortAscending } from "./sort-ascending.js"

/** A line through values at 0, 1, 2 …. */
export interface Line {
  slope: number
  intercept: number
}

/**
 * The median of the slopes of all pairs, per step, and the line of that slope through the medians of values and steps. At least
 * two values; O(n²), meant for up to about 2,000.
 * Source: Sen (1968), J. Am. Statist. Assoc. 63:1379-1389; intercept: Conover (1980). Numbers: fixtures/golden/edge_trends.json.
 */
export function senSlope(values: ArrayLike<number>): Line {
  const n = values.length
  const slopes = new Float64Array((n * (n - 1)) / 2)
  let at = 0
  for (let j = 1; j < n; j++) for (let i = 0; i < j; i++) slopes[at++] = (values[j] - values[i]) / (j - i)
  const slope = median(slopes)
  return { slope, intercept: median(Float64Array.from(values)) - slope * ((n - 1) / 2) }
}

function median(values: Float64Array): number {
  return quantile(sortAscending(values), 0.5)
}
