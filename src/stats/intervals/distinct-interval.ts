import { normalQuantile } from "../special.js"
import { usualConfidence, withoutInterval, type Estimate } from "./estimate.js"

/**
 * How many different values rows hold, from the rows of each value (0: none; such a value is left out), with the interval of the
 * jackknife: without one row, a value is gone where that row alone held it. The lower end is at least the values that several rows hold.
 * Of no rows: nothing. Source: Efron and Stein (1981), Ann. Statist. 9:586-596.
 */
export function distinctInterval(counts: Float64Array, confidence = usualConfidence): Estimate {
  const rows = counts.reduce((sum, count) => sum + count, 0)
  if (rows === 0) return withoutInterval()
  const value = counts.reduce((sum, count) => sum + (count > 0 ? 1 : 0), 0)
  const single = counts.reduce((sum, count) => sum + (count === 1 ? 1 : 0), 0)
  const deviation = Math.sqrt(((rows - 1) / rows) * single * (1 - single / rows))
  const half = normalQuantile((1 + confidence) / 2) * deviation
  return { value, low: Math.max(value - single, value - half), high: value + half }
}
