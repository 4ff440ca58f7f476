import type { ColumnBase } from "../model.js"
import { nextUp } from "../stats/next-up.js"
import type { ColumnEvidence } from "./evidence.js"

/**
 * Values of both sides beyond the reference's fences: 1.5 interquartile ranges below its first and above its third quartile.
 * Those outside the reference's range are left out: they are new, not rare. Null where a side is empty or half of the reference
 * is one value.
 * Source: Tukey (1977), Exploratory Data Analysis, 2C.
 */
export async function outsideFences(evidence: ColumnEvidence): Promise<ColumnBase["outside_fences"]> {
  const { reference, current } = await evidence.quantiles([0, 0.25, 0.75, 1])
  if (reference.length === 0 || current.length === 0) return null
  const [smallest, first, third, largest] = reference
  const reach = 1.5 * (third - first)
  if (reach === 0 || !Number.isFinite(reach)) return null
  const [low, high] = [first - reach, third + reach]
  if (!Number.isFinite(low) || !Number.isFinite(high)) return null
  const [above, end] = [nextUp(high), nextUp(largest)]
  const edges = Float64Array.of(Math.min(smallest, low), low, above, Math.max(above, end), Infinity)
  const counts = await evidence.binned(edges)
  const outside = ([below, , beyond]: Float64Array) => below + beyond
  return { low, high, reference: outside(counts.reference), current: outside(counts.current) }
}

/** Current's values below and above the reference's range; null where a side is empty. */
export async function outsideRange(evidence: ColumnEvidence): Promise<ColumnBase["outside_range"]> {
  const { reference, current } = await evidence.quantiles([0, 1])
  if (reference.length === 0 || current.length === 0) return null
  const [smallest, largest] = reference
  const counts = await evidence.binned(Float64Array.of(-Infinity, smallest, nextUp(largest), Infinity))
  return { below: counts.current[0], above: counts.current[2] }
}
