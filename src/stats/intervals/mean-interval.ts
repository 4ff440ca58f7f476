import { centralSums } from "../central-sums.js"
import { symmetric, usualConfidence, withoutInterval, type Estimate } from "./estimate.js"
import { tQuantile } from "./t-quantile.js"

/**
 * The mean of finite values in any order, with Student's interval, in the unit of the values. Of none: nothing; of one value,
 * no interval. For paired samples: of the differences. Source: Student (1908), Biometrika 6:1-25. Numbers: fixtures/golden/intervals.json.
 */
export function meanInterval(values: Float64Array, confidence = usualConfidence): Estimate {
  const n = values.length
  if (n === 0) return withoutInterval()
  const { scale, mean, squares } = centralSums(values)
  if (n === 1) return withoutInterval(mean / scale)
  const half = tQuantile(1 - confidence, n - 1) * Math.sqrt(squares / (n - 1) / n)
  return symmetric(mean, half, scale)
}
