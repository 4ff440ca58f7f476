import { isDatesOnly, spanInDays } from "./time-profile.js"

/** Whole weeks below which some weekday occurs at least half as often again as another. */
const fewestDays = 14

/** What to doubt about a comparison of hours of the day. Both sides ascending, each of length ≥ 1. */
export function hourDoubts(reference: Float64Array, current: Float64Array): string[] {
  const doubts = sides(reference, current, isDatesOnly, () => "holds dates only, every value at midnight")
  return [
    ...doubts,
    ...sides(
      reference,
      current,
      (side) => spanInDays(side) < 1,
      (side) => spans(side, "a day"),
    ),
  ]
}

/** What to doubt about a comparison of weekdays. Both sides ascending, each of length ≥ 1. */
export function weekdayDoubts(reference: Float64Array, current: Float64Array): string[] {
  return sides(
    reference,
    current,
    (side) => spanInDays(side) < fewestDays,
    (side) => spans(side, "two weeks"),
  )
}

function spans(side: Float64Array, fewest: string): string {
  return `spans ${spanInDays(side).toFixed(1)} days, less than ${fewest}`
}

function sides(
  reference: Float64Array,
  current: Float64Array,
  holds: (side: Float64Array) => boolean,
  words: (side: Float64Array) => string,
): string[] {
  const doubts: string[] = []
  if (holds(reference)) doubts.push(`reference ${words(reference)}`)
  if (holds(current)) doubts.push(`current ${words(current)}`)
  return doubts
}
