import { quantile } from "../quantile.js"
import { total } from "../total.js"

/** Where values lie beside all of the reference's, with a sign: in its standard deviations, or as a difference of shares. */
export interface Locations {
  /** One for each period of the reference, in order; null where it has no value. */
  periods: (number | null)[]
  current: number
}

/** Values beyond these points of the reference count as the points, so that single ones move no mean. */
const [lowest, highest] = [0.01, 0.99]

/** Means of clipped values, from the reference's, in its standard deviations. Samples ascending, the whole's not empty; null where it hardly varies. */
export function numberLocations(
  whole: Float64Array,
  periods: readonly Float64Array[],
  current: Float64Array,
): Locations | null {
  const [low, high] = [quantile(whole, lowest), quantile(whole, highest)]
  const clipped = (value: number) => Math.min(high, Math.max(low, value))
  const mean = (sample: Float64Array) => sample.reduce((sum, value) => sum + (clipped(value) - low), 0) / sample.length
  const centre = mean(whole)
  const deviation = Math.sqrt(
    whole.reduce((sum, value) => sum + (clipped(value) - low - centre) ** 2, 0) / whole.length,
  )
  if (!(deviation > 0)) return null
  const from = (sample: Float64Array) => (mean(sample) - centre) / deviation
  return { periods: periods.map((period) => (period.length === 0 ? null : from(period))), current: from(current) }
}

/** The share of one category less its share in the reference, by its place in the counts. The whole's counts and current's are not all 0. */
export function shareLocations(
  whole: Float64Array,
  periods: readonly Float64Array[],
  current: Float64Array,
  place: number,
): Locations {
  const usual = whole[place] / total(whole)
  const from = (counts: Float64Array) => {
    const rows = total(counts)
    return rows === 0 ? null : counts[place] / rows - usual
  }
  return { periods: periods.map(from), current: from(current) ?? 0 }
}

/** The same without what is usual on each period's day of the week. */
export function withoutWeekdays(
  { periods, current }: Locations,
  weekdays: readonly number[],
  currentWeekday: number,
): Locations {
  const usual = [0, 1, 2, 3, 4, 5, 6].map((day) => {
    const alike = periods.filter((value, i) => value !== null && weekdays[i] === day)
    return alike.length === 0 ? 0 : alike.reduce<number>((sum, value) => sum + (value ?? 0), 0) / alike.length
  })
  return {
    periods: periods.map((value, i) => (value === null ? null : value - usual[weekdays[i]])),
    current: current - usual[currentWeekday],
  }
}
