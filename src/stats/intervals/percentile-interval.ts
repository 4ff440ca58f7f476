import { quantile } from "../quantile.js"
import { sortAscending } from "../sort-ascending.js"
import { usualConfidence, withoutInterval, type Estimate } from "./estimate.js"

export interface Resampling {
  confidence?: number
  /** How often rows are drawn anew. */
  resamples?: number
  seed?: number
}

/** The seed is no small number, which data drawn by the same generator may have begun with. */
export const usualResampling = { confidence: usualConfidence, resamples: 2000, seed: 2_028_178 } satisfies Resampling

/** A figure with the interval and the standard error that drawing rows anew gives. */
export interface Resampled extends Estimate {
  /** Standard error; null where there is no interval. */
  error: number | null
}

/** Share of the draws in which a figure must be defined for their quantiles to stand for it. */
const definedShare = 0.9

/**
 * A figure with the interval between the quantiles of what it was in each draw (null: not defined there).
 * Without an interval where fewer than 90 % of the draws define it.
 * Source: Efron (1981), Can. J. Statist. 9:139-172 (percentile method).
 */
export function percentileInterval(
  value: number | null,
  draws: readonly (number | null)[],
  confidence = usualConfidence,
): Resampled {
  const defined = draws.filter((draw) => draw !== null)
  if (value === null || defined.length < Math.max(2, definedShare * draws.length))
    return { ...withoutInterval(value), error: null }
  const sorted = sortAscending(Float64Array.from(defined))
  const tail = (1 - confidence) / 2
  return { value, low: quantile(sorted, tail), high: quantile(sorted, 1 - tail), error: deviation(sorted) }
}

function deviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}
