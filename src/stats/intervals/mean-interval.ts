import { centralSums } from "../central-sums.js"
import type { Moments } from "../running-moments.js"
import { symmetric, usualConfidence, withoutInterval, type Estimate } from "./estimate.js"
import { tQuantile } from "./t-quantile.js"

/**
 * The mean of finite values in any order, with Student's interval, in the unit of the values. Of none: nothing; of one value,
 * no interval. For paired samples: of the differences. Source: Student (1908), Biometrika 6:1-25. Numbers: fixtures/golden/intervals.json.
 */
export function meanInterval(values: Float64Array, confidence = usualConfidence): Estimate {
  return momentsInterval(values.length === 0 ? { n: 0, scale: 1, mean: 0, squares: 0 } : momentsOf(values), confidence)
}

/** How many finite values there are, at least one, their mean and the squares of their distances from it. */
export function momentsOf(values: Float64Array): Moments {
  const { scale, mean, squares } = centralSums(values)
  return { n: values.length, scale, mean, squares }
}

/** The same interval of values of which their moments are known. */
export function momentsInterval({ n, scale, mean, squares }: Moments, confidence = usualConfidence): Estimate {
  if (n === 0) return withoutInterval()
  if (n === 1) return withoutInterval(mean / scale)
  const half = tQuantile(1 - confidence, n - 1) * Math.sqrt(squares / (n - 1) / n)
  return symmetric(mean, half, scale)
}
