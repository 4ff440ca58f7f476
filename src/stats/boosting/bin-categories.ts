import { binCount, missingBin, type BinnedColumn } from "./binned-table.js"

/** Categories that have a bin of their own; one bin is for missing values, one for all other categories. */
export const ownBins = binCount - 2
const otherBin = binCount - 1

/**
 * Category codes in bins, the most common first (ties: smaller code first); NaN in the bin for missing values.
 * Categories after the 62 most common share the last bin.
 */
export function binCategories(codes: Float64Array): BinnedColumn {
  const places = new Map<number, number>()
  mostCommonFirst(codes).forEach((code, place) => places.set(code, Math.min(missingBin + 1 + place, otherBin)))
  // NaN has no place.
  const bins = Uint8Array.from(codes, (code) => places.get(code) ?? missingBin)
  return { bins, categorical: true }
}

function mostCommonFirst(codes: Float64Array): number[] {
  const counts = new Map<number, number>()
  for (const code of codes) if (!Number.isNaN(code)) counts.set(code, (counts.get(code) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([code]) => code)
}
