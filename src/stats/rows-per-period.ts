const hourMs = 3_600_000
const dayMs = 86_400_000
const yearDays = 365.2425
/** Beyond this many years a period is ten, a hundred … years. */
const mostYears = 200

export interface Period {
  /** Calendar unit, UTC: days from midnight, weeks from Monday. */
  unit: "hour" | "day" | "week" | "month" | "year"
  /** Units that make up one period: 1, or 10, 100, 1000 … years. */
  every: number
}

export interface PeriodCount {
  /** First instant of the period, milliseconds since 1970 UTC. */
  start: number
  rows: number
}

/** The unit in which `days` give some ten to two hundred periods; fewer days give hours. */
export function periodFor(days: number): Period {
  if (days <= 4) return { unit: "hour", every: 1 }
  if (days <= 120) return { unit: "day", every: 1 }
  if (days <= 2.5 * yearDays) return { unit: "week", every: 1 }
  if (days <= 12 * yearDays) return { unit: "month", every: 1 }
  return { unit: "year", every: 10 ** Math.max(0, Math.ceil(Math.log10(days / yearDays / mostYears))) }
}

/** Rows in each period from that of the first instant to that of the last, empty ones included. Ascending, length ≥ 1. */
export function rowsPerPeriod(sorted: Float64Array, period: Period): PeriodCount[] {
  const first = periodIndex(sorted[0], period)
  const last = periodIndex(sorted[sorted.length - 1], period)
  const counts = Array.from({ length: last - first + 1 }, (_, i) => ({
    start: periodStart(first + i, period),
    rows: 0,
  }))
  for (let start = 0, end = 1; start < sorted.length; start = end++) {
    while (end < sorted.length && sorted[end] === sorted[start]) end++
    counts[periodIndex(sorted[start], period) - first].rows += end - start
  }
  return counts
}

/** First instant of the period that holds an instant, both in milliseconds since 1970 UTC. */
export function periodOf(instant: number, period: Period): number {
  return periodStart(periodIndex(instant, period), period)
}

/** Number of the period that holds an instant; 0 holds 1970-01-01 (years: the year 0). */
function periodIndex(instant: number, { unit, every }: Period): number {
  if (unit === "hour") return Math.floor(instant / hourMs)
  const day = Math.floor(instant / dayMs)
  if (unit === "day") return day
  if (unit === "week") return Math.floor((day + 3) / 7)
  const { year, month } = civilFromDays(day)
  return unit === "month" ? (year - 1970) * 12 + month - 1 : Math.floor(year / every)
}

function periodStart(index: number, { unit, every }: Period): number {
  if (unit === "hour") return index * hourMs
  if (unit === "day") return index * dayMs
  if (unit === "week") return (index * 7 - 3) * dayMs
  if (unit === "year") return daysFromCivil(index * every, 1) * dayMs
  const year = 1970 + Math.floor(index / 12)
  return daysFromCivil(year, index - (year - 1970) * 12 + 1) * dayMs
}

const eraDays = 146_097

/** Gregorian year and month (1 to 12) of a day counted from 1970, without the limits of Date. Source: Hinnant (2013), chrono-compatible low-level date algorithms. */
function civilFromDays(day: number): { year: number; month: number } {
  const shifted = day + 719_468
  const era = Math.floor(shifted / eraDays)
  const dayOfEra = shifted - era * eraDays
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month }
}

/** Days from 1970 to the first of a month; the inverse of `civilFromDays`. */
function daysFromCivil(year: number, month: number): number {
  const marchYear = month <= 2 ? year - 1 : year
  const era = Math.floor(marchYear / 400)
  const yearOfEra = marchYear - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5)
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * eraDays + dayOfEra - 719_468
}
