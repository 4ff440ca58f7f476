import { normalQuantile } from "../special.js"
import { usualConfidence, withoutInterval, type Estimate } from "./estimate.js"

/**
 * A share, `hits` of `n` rows, with Wilson's score interval; of no rows, nothing. 0 and 1 are ends where all or none are hits.
 * Sources: Wilson (1927), J. Am. Statist. Assoc. 22:209-212; Brown, Cai and DasGupta (2001), Statist. Sci. 16:101-133.
 * Numbers: `proportion` in fixtures/golden/edge_more_metrics.json.
 */
export function wilson(hits: number, n: number, confidence = usualConfidence): Estimate {
  if (n === 0) return withoutInterval()
  const z = normalQuantile((1 + confidence) / 2)
  const square = z * z
  const middle = (hits + square / 2) / (n + square)
  const half = (z / (n + square)) * Math.sqrt((hits / n) * (n - hits) + square / 4)
  return { value: hits / n, low: hits === 0 ? 0 : middle - half, high: hits === n ? 1 : middle + half }
}
