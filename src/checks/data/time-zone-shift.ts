import type { DataCheck, TimesOfDay } from "../../model.js"
import { bothSides } from "../both-sides.js"

const perHour = 2
const halfHours = 48
/** Farthest offsets of time zones: −12 to +14 hours. */
const farthest = 14 * perHour
const fewestRows = 200
/** A reference of part of a day shows no day's shape: the hours that follow it are not the same hours moved. */
const fewestDays = 0.9
const clearly = 0.15
const fits = 0.05

/** By how many hours the times of day moved as one, where such a shift fits and the times do not without it; otherwise 0. */
export default {
  meta: {
    title: "Times stay in their time zone",
    failTitle: "Times of day moved by hours",
    description:
      "By how many hours all times of day seem to have moved, in steps of half an hour. Found where the shares of rows per half hour differ clearly (total variation above 0.15 and chance) and a shift removes at least two thirds of the difference, down to 0.05 and chance; 0 elsewhere. Needs 200 rows a side, a reference of at least a day, and days that are not even.",
    evidence: "times",
    unit: "number",
    limitsAbove: "zero",
    warnLimit: 0,
    failLimit: null,
    limitsReason:
      "Days keep their shape, so a shift by whole hours is a time zone or daylight saving time. It never fails by default: local times move twice a year.",
  },

  check({ columns, evidence }) {
    return bothSides(columns).flatMap(({ name, reference }) => {
      const times = evidence.get(name)?.times
      if (times === undefined || times === null) return []
      if ((reference.time?.span_days ?? 0) < fewestDays) return []
      if (Math.min(total(times.reference), total(times.current)) < fewestRows || isDatesOnly(times.reference)) return []
      const shift = shiftBetween(times.reference, times.current)
      const hours = Math.abs(shift) / perHour
      const message =
        shift === 0
          ? "No shift of all times of day"
          : `All times of day fit ${hours} ${hours === 1 ? "hour" : "hours"} ${shift > 0 ? "later" : "earlier"} than in reference`
      return [{ column: name, value: hours, reference_value: 0, message }]
    })
  },
} satisfies DataCheck

const total = (rows: TimesOfDay) => rows.reduce((sum, n) => sum + n, 0)

/** All at one half hour: dates without a time. */
const isDatesOnly = (rows: TimesOfDay) => rows.filter((n) => n > 0).length < 2

/** The half hours by which current lies later than reference (earlier: negative) where that shift explains the difference; otherwise 0. */
function shiftBetween(reference: TimesOfDay, current: TimesOfDay): number {
  const chance = expectedByChance(reference, current)
  const apart = variation(reference, current, 0)
  if (apart < clearly + chance) return 0
  let best = { shift: 0, apart }
  for (let shift = -farthest + 2 * perHour; shift <= farthest; shift++) {
    const left = variation(reference, current, shift)
    if (left < best.apart || (left === best.apart && Math.abs(shift) < Math.abs(best.shift)))
      best = { shift, apart: left }
  }
  return best.apart <= Math.min(fits + chance, apart / 3) ? best.shift : 0
}

/** Half the sum of differences between the shares per half hour, current read `shift` half hours later. */
function variation(reference: TimesOfDay, current: TimesOfDay, shift: number): number {
  const [n, m] = [total(reference), total(current)]
  const gaps = reference.map((rows, i) => Math.abs(rows / n - current[(i + shift + halfHours) % halfHours] / m))
  return total(gaps) / 2
}

/** The total variation that chance alone brings at these sizes: half the sum of the mean absolute deviations of the shares. */
function expectedByChance(reference: TimesOfDay, current: TimesOfDay): number {
  const [n, m] = [total(reference), total(current)]
  const spreads = reference.map((rows, i) => {
    const share = (rows + current[i]) / (n + m)
    return Math.sqrt((2 / Math.PI) * share * (1 - share) * (1 / n + 1 / m))
  })
  return total(spreads) / 2
}
