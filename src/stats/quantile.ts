/**
 * The value below which `share` of an ascending sample lies, by linear interpolation between neighbours.
 * `sorted` holds at least one value; `share` is in [0, 1].
 * Source: Hyndman and Fan (1996), The American Statistician 50:361-365, definition 7. Numbers: fixtures/golden/edge_summary.json.
 */
export function quantile(sorted: Float64Array, share: number): number {
  return quantileAt((place) => sorted[place], sorted.length, share)
}

/** The same of `length` ≥ 1 values in ascending order, which `valueAt` gives by their place, 0 to length − 1. */
export function quantileAt(valueAt: (place: number) => number, length: number, share: number): number {
  const place = share * (length - 1)
  const index = Math.floor(place)
  if (index >= length - 1) return valueAt(length - 1)
  return between(valueAt(index), valueAt(index + 1), place - index)
}

/** The quantiles at these shares, in the same order; none of an empty sample. */
export function quantiles(sorted: Float64Array, shares: readonly number[]): Float64Array {
  return Float64Array.from(sorted.length === 0 ? [] : shares, (share) => quantile(sorted, share))
}

/** Counted from the nearer end, so that it never leaves the two values. */
function between(a: number, b: number, part: number): number {
  const width = b - a
  if (width === Infinity) return a * (1 - part) + b * part
  return part < 0.5 ? a + width * part : b - width * (1 - part)
}
