import { betaQuantile } from "./beta-quantile.js"
import { usualConfidence, withoutInterval, type Estimate } from "./estimate.js"

/**
 * A share, `hits` of `n` rows, with the equal-tailed interval of Jeffreys' prior, which never ends in 0 or 1.
 * Source: Brown, Cai and DasGupta (2001), Statist. Sci. 16:101-133. Numbers: `proportion` in fixtures/golden/edge_more_metrics.json.
 */
export function jeffreys(hits: number, n: number, confidence = usualConfidence): Estimate {
  if (n === 0) return withoutInterval()
  const tail = (1 - confidence) / 2
  const end = (share: number) => betaQuantile(share, hits + 0.5, n - hits + 0.5)
  return { value: hits / n, low: end(tail), high: end(1 - tail) }
}
