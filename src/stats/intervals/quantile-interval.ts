import { firstWhere } from "../first-where.js"
import { boundsAt, SortedValues, type OrderedValues } from "../ordered-values.js"
import { quantileAt } from "../quantile.js"
import { regularizedBeta } from "../special.js"
import { usualConfidence, withoutInterval, type Estimate } from "./estimate.js"

/**
 * The value below which `share`, in (0, 1), of an ascending sample lies, with the interval between two of its values that holds
 * for any law: at most half of the doubt on each side. An end is null where the sample is too small to state it (99 % of 100 values).
 * Source: Hahn and Meeker (1991), Statistical Intervals, 5.2. Numbers: fixtures/golden/intervals.json.
 */
export function quantileInterval(sorted: Float64Array, share: number, confidence = usualConfidence): Estimate {
  return distributionQuantile(new SortedValues(sorted), share, confidence)
}

/**
 * The same of values that are known to a share of each: the interval is wider by as much. `relative_error`: how far the value may lie from
 * the larger of the two that it lies between, as a share of that; absent where all values are known.
 */
export function distributionQuantile(
  values: OrderedValues,
  share: number,
  confidence = usualConfidence,
): Estimate & { relative_error?: number } {
  const n = values.count
  if (n === 0) return withoutInterval()
  const tail = (1 - confidence) / 2
  // Values below the quantile: how many are too few, and how many enough, to be believed.
  const first = firstWhere(n, (k) => atMost(k, n, share) > tail)
  const last = firstWhere(n, (k) => atMost(k, n, share) >= 1 - tail)
  return {
    value: quantileAt((place) => values.at(place), n, share),
    low: first === 0 ? null : boundsAt(values, first - 1).least,
    high: last === n ? null : boundsAt(values, last).most,
    ...(values.error > 0 && { relative_error: values.error }),
  }
}

/** The chance that at most `k` of `n` values lie below the quantile. */
function atMost(k: number, n: number, share: number): number {
  return k >= n ? 1 : regularizedBeta(n - k, k + 1, 1 - share)
}
