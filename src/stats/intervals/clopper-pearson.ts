import { betaQuantile } from "./beta-quantile.js"
import { usualConfidence, withoutInterval, type Estimate } from "./estimate.js"

/**
 * A share, `hits` of `n` rows, with the exact interval: never covers less often than it says, and is wider than Wilson's.
 * Source: Clopper and Pearson (1934), Biometrika 26:404-413. Numbers: `proportion` in fixtures/golden/edge_more_metrics.json.
 */
export function clopperPearson(hits: number, n: number, confidence = usualConfidence): Estimate {
  if (n === 0) return withoutInterval()
  const tail = (1 - confidence) / 2
  return {
    value: hits / n,
    low: hits === 0 ? 0 : betaQuantile(tail, hits, n - hits + 1),
    high: hits === n ? 1 : betaQuantile(1 - tail, hits + 1, n - hits),
  }
}
