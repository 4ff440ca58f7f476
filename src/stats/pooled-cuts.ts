import { pooledQuantile } from "./pooled-quantile.js"

/** Share of all values beyond each of the two cuts. */
const tailShare = 0.025

/** Where the tails of two samples begin, in the unit of the values. */
export interface PooledCuts {
  low: number
  high: number
}

/** The 2.5 % and the 97.5 % point of two ascending samples, each of length ≥ 1, taken together. */
export function pooledCuts(reference: Float64Array, current: Float64Array): PooledCuts {
  return {
    low: pooledQuantile(reference, current, tailShare),
    high: pooledQuantile(reference, current, 1 - tailShare),
  }
}
