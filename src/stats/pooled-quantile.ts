import { quantileAt } from "./quantile.js"

/**
 * The value below which `share`, in [0, 1], of two ascending samples taken together lies, by linear interpolation, as
 * `quantile` of the merged sample; found in a few steps, without merging. Together they hold at least one value.
 */
export function pooledQuantile(a: Float64Array, b: Float64Array, share: number): number {
  return quantileAt((place) => pooledValue(a, b, place), a.length + b.length, share)
}

/** The value at `place`, from 0, of both samples in one ascending order. */
function pooledValue(a: Float64Array, b: Float64Array, place: number): number {
  // How many of the `place` values before it are from `a`; the others are from `b`.
  let low = Math.max(0, place - b.length)
  let high = Math.min(place, a.length)
  while (low < high) {
    const fromA = (low + high) >>> 1
    if (a[fromA] < b[place - fromA - 1]) low = fromA + 1
    else high = fromA
  }
  return Math.min(a[low] ?? Infinity, b[place - low] ?? Infinity)
}
