import { tailBound } from "./tail-bound.js"

/** Nights whose mean tells a lasting change from a day that was odd. */
export const lastingNights = 14

/** Days of a reference below which so few such means do not overlap that none is a measure. */
export const fewestDays = 60

/**
 * What the mean of 14 nights in a row passes, up or down, with probability `level`, by the reference's own means of 14 days in a
 * row; null where it has fewer than 60 days. `days`: each day's location, in order; null where it has no value.
 */
export function lastingBound(days: readonly (number | null)[], level: number): number | null {
  const known = days.filter((day) => day !== null)
  if (known.length < fewestDays) return null
  const means = known.slice(lastingNights - 1).map((_, i) => Math.abs(meanOf(known.slice(i, i + lastingNights))))
  return tailBound(means, level, Math.floor(known.length / lastingNights))
}

/** The mean of at least one value. */
export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length
