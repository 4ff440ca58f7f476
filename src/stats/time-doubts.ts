import { isDatesOnly } from "./time-profile.js"

const hourMs = 3_600_000
const dayMs = 86_400_000

/** What to doubt about a comparison of hours of the day. Both sides ascending, each of length ≥ 1. */
export function hourDoubts(reference: Float64Array, current: Float64Array): string[] {
  return ofBoth(reference, current, (sorted) => {
    if (isDatesOnly(sorted)) return "holds dates only, every value at midnight"
    const hours = periodsTouched(sorted, hourMs)
    return hours < 24 ? `covers ${hours} of 24 hours` : null
  })
}

/** What to doubt about a comparison of weekdays: above two weeks none occurs twice as often as another. Sides as above. */
export function weekdayDoubts(reference: Float64Array, current: Float64Array): string[] {
  return ofBoth(reference, current, (sorted) => {
    const days = periodsTouched(sorted, dayMs)
    if (days < 7) return `covers ${days} of 7 weekdays`
    return days > 7 && days < 14 ? `covers ${days} days, some weekdays once and some twice` : null
  })
}

/** Hours or days from that of the first instant to that of the last, both included. */
function periodsTouched(sorted: Float64Array, periodMs: number): number {
  return Math.floor(sorted[sorted.length - 1] / periodMs) - Math.floor(sorted[0] / periodMs) + 1
}

function ofBoth(
  reference: Float64Array,
  current: Float64Array,
  doubt: (sorted: Float64Array) => string | null,
): string[] {
  const sides = { reference: doubt(reference), current: doubt(current) }
  return Object.entries(sides).flatMap(([side, words]) => (words === null ? [] : [`${side} ${words}`]))
}
