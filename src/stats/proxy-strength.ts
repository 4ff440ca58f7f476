import { denseCodes } from "./dense-codes.js"
import type { Estimate } from "./intervals/estimate.js"
import { pearson } from "./performance/regression/pearson.js"
import { spearman } from "./spearman.js"

/** What an early figure says of a later truth. */
export interface ProxyStrength {
  /** Rows that have both. */
  rows: number
  /** In [−1, 1], with its 95 % interval; null where either never varies. */
  pearson: Estimate
  spearman: number | null
  /** Whether the whole interval lies beyond 0.7, on either side. */
  usable: boolean
}

/** A correlation from which on an early figure may stand for the truth. */
const least = 0.7

/** How well a proxy goes with the truth, by rows that have both: NaN is missing. Lists of equal length. Numbers: fixtures/proxies/golden.json. */
export function proxyStrength(proxy: Float64Array, truth: Float64Array): ProxyStrength {
  const hasBoth = (_: number, row: number) => !Number.isNaN(proxy[row]) && !Number.isNaN(truth[row])
  const [own, later] = [proxy.filter(hasBoth), truth.filter(hasBoth)]
  const linear = pearson(own, later)
  const { low, high } = linear
  return {
    rows: own.length,
    pearson: linear,
    spearman: own.length < 2 ? null : spearman(denseCodes(own), denseCodes(later)).value,
    usable: low !== null && high !== null && (low > least || high < -least),
  }
}
