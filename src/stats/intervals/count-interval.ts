import { chi2Quantile } from "../special.js"
import { usualConfidence, withoutInterval, type Estimate } from "./estimate.js"

/**
 * A rate, `count` events in `exposure` (seconds, requests, rows), with the exact interval of the Poisson law, in events per unit
 * of exposure. Without exposure: nothing. Source: Garwood (1936), Biometrika 28:437-442. Numbers: fixtures/golden/intervals.json.
 */
export function countInterval(count: number, exposure = 1, confidence = usualConfidence): Estimate {
  if (exposure <= 0) return withoutInterval()
  const tail = (1 - confidence) / 2
  return {
    value: count / exposure,
    low: count === 0 ? 0 : chi2Quantile(1 - tail, 2 * count) / 2 / exposure,
    high: chi2Quantile(tail, 2 * count + 2) / 2 / exposure,
  }
}
