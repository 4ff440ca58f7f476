const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Days from 1970-01-01 in the Gregorian calendar, for years from 1 to 9999; NaN where the calendar has no such day. */
export function dayNumber(year: number, month: number, day: number): number {
  if (!(year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1)) return NaN
  if (day > daysInMonth[month - 1] || (month === 2 && day === 29 && !isLeap(year))) return NaN
  // Years are taken to begin in March, so that a leap day is a year's last. Source: Hinnant (2014), "chrono-compatible low-level
  // date algorithms".
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  return era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
}

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

/** The Monday of week 1 to 53 of a year as ISO 8601 counts them, in days since 1970; NaN where the year has no such week. */
export function isoWeek(year: number, week: number): number {
  const first = monday(dayNumber(year, 1, 4))
  const at = first + 7 * (week - 1)
  return week >= 1 && at < monday(dayNumber(year + 1, 1, 4)) ? at : NaN
}

const monday = (day: number) => day - ((((day + 3) % 7) + 7) % 7)

const monthNames = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
const fullNames = [
  ...["january", "february", "march", "april", "may", "june"],
  ...["july", "august", "september", "october", "november", "december"],
]

/** The month that an English name or its first three letters stand for, 1 to 12; NaN for any other word. */
export function monthOf(word: string): number {
  const name = word.toLowerCase().replace(/\.$/, "")
  if (name === "sept") return 9
  const at = name.length === 3 ? monthNames.indexOf(name) : fullNames.indexOf(name)
  return at < 0 ? NaN : at + 1
}
