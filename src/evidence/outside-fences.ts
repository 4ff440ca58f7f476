import type { ColumnBase, Samples } from "../model.js"
import { countAtOrBelow, countBelow } from "../stats/count-below.js"
import { quantile } from "../stats/quantile.js"

/**
 * Values of both sides beyond the reference's fences: 1.5 interquartile ranges below its first and above its third quartile.
 * Those outside the reference's range are left out: they are new, not rare. Null where a side is empty or half of the reference is one value. Both samples ascending.
 * Source: Tukey (1977), Exploratory Data Analysis, 2C.
 */
export function outsideFences({ reference, current }: Samples): ColumnBase["outside_fences"] {
  if (reference.length === 0 || current.length === 0) return null
  const [first, third] = [quantile(reference, 0.25), quantile(reference, 0.75)]
  const reach = 1.5 * (third - first)
  if (reach === 0 || !Number.isFinite(reach)) return null
  const [low, high] = [first - reach, third + reach]
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null
  const [smallest, largest] = [reference[0], reference[reference.length - 1]]
  const outside = (side: Float64Array) =>
    Math.max(0, countBelow(side, low) - countBelow(side, smallest)) +
    Math.max(0, countAtOrBelow(side, largest) - countAtOrBelow(side, high))
  return { low, high, reference: outside(reference), current: outside(current) }
}
