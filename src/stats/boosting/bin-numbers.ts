import { countBelow } from "../count-below.js"
import { sortAscending } from "../sort-ascending.js"
import { binCount, missingBin, type BinnedColumn } from "./binned-table.js"

const valueBins = binCount - 1

/**
 * Numbers in bins that hold about as many rows each, in ascending order; NaN in the bin for missing values.
 * Equal numbers share a bin, and up to 63 different numbers have one each.
 */
export function binNumbers(values: Float64Array): BinnedColumn {
  const bounds = upperBounds(sortAscending(values.filter((value) => !Number.isNaN(value))))
  const bins = new Uint8Array(values.length)
  for (let row = 0; row < values.length; row++) {
    bins[row] = Number.isNaN(values[row]) ? missingBin : missingBin + 1 + countBelow(bounds, values[row])
  }
  return { bins, categorical: false }
}

/** The largest value of every bin but the last, ascending. */
function upperBounds(sorted: Float64Array): Float64Array {
  const distinct = distinctUpTo(sorted, valueBins)
  if (distinct.length <= valueBins) return Float64Array.from(distinct.slice(0, -1))
  const bounds: number[] = []
  const last = sorted[sorted.length - 1]
  for (let bin = 1; bin < valueBins; bin++) {
    const bound = sorted[Math.ceil((bin * sorted.length) / valueBins) - 1]
    if (bound !== bounds.at(-1) && bound !== last) bounds.push(bound)
  }
  return Float64Array.from(bounds)
}

/** The different values of an ascending sample; stops when there are more than `limit`. */
function distinctUpTo(sorted: Float64Array, limit: number): number[] {
  const distinct: number[] = []
  for (const value of sorted) {
    if (value === distinct.at(-1)) continue
    distinct.push(value)
    if (distinct.length > limit) break
  }
  return distinct
}
