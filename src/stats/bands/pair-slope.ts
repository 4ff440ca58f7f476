import { median } from "../median.js"
import type { Dated } from "./season.js"

/**
 * The median of the slopes of all pairs of values of different days, by day; 0 without such a pair. O(n²).
 * Source: Sen (1968), J. Am. Statist. Assoc. 63:1379-1389; as `senSlope`, for days that are not equally far apart.
 */
export function pairSlope(values: readonly Dated[]): number {
  const slopes = values.flatMap((later, j) =>
    values
      .slice(0, j)
      .flatMap(({ day, value }) => (later.day === day ? [] : [(later.value - value) / (later.day - day)])),
  )
  return slopes.length === 0 ? 0 : median(slopes)
}
