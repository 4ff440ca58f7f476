import { token } from "./token.js"

const pattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)?)?$/

const daysInMonth = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const dayMs = 86_400_000

/** Date, local or zoned, with micro and nano where digits say so; 0 for a text that is no ISO 8601 date or is not in the calendar. */
export function timeToken(text: string): number {
  const match = pattern.exec(text)
  if (match === null || !inCalendar(text)) return 0
  if (text.length === 10) return token.date
  return (match[1] ? token.zoned : token.local) | finenessToken(fraction(text))
}

const dottedPattern = /^(\d\d?)\.(\d\d?)\.(\d{4})((?: \d\d:\d\d(?::\d\d)?)?)$/

/** A text like `2.1.2024` or `02.01.2024 03:04` (day, month, year) as ISO 8601 writes it; null for any other. It may be in no calendar. */
export function dottedDate(text: string): string | null {
  if (text.charAt(1) !== "." && text.charAt(2) !== ".") return null
  const match = dottedPattern.exec(text)
  if (match === null) return null
  const [, day, month, year, time] = match
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}${time}`
}

function inCalendar(text: string): boolean {
  return isInCalendar(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10))
}

/** Whether there is such a day; false where one of the numbers is NaN. */
export function isInCalendar(year: number, month: number, day: number): boolean {
  if (!(year >= 0 && month >= 1 && month <= 12 && day >= 1)) return false
  return day <= daysInMonth[month - 1] && (month !== 2 || day < 29 || isLeap(year))
}

const isLeap = (year: number) => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

function finenessToken(fraction: string): number {
  if (fraction.length <= 3) return 0
  return (/[1-9]/.test(fraction.slice(3, 6)) ? token.micro : 0) | (/[1-9]/.test(fraction.slice(6)) ? token.nano : 0)
}

/** Milliseconds since 1970 UTC of a date, local or zoned token; without zone it is read as UTC. Finer digits are left out. */
export function toMilliseconds(text: string): number {
  const day = daysSince1970(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10)) * dayMs
  if (text.length === 10) return day
  const seconds =
    digits(text, 11, 13) * 3600 + digits(text, 14, 16) * 60 + (text[16] === ":" ? digits(text, 17, 19) : 0)
  return day + seconds * 1000 + Number(fraction(text).padEnd(3, "0").slice(0, 3)) - zoneMs(text)
}

/** Microseconds since 1970 UTC; digits finer than that are left out. */
export function toMicroseconds(text: string): bigint {
  return BigInt(toMilliseconds(text)) * 1000n + BigInt(fraction(text).padEnd(6, "0").slice(3, 6))
}

/** The digits after the seconds' point; "" without. */
function fraction(text: string): string {
  if (text[19] !== ".") return ""
  let end = 20
  while (isDigit(text.charCodeAt(end))) end++
  return text.slice(20, end)
}

/** How far the text's zone lies ahead of UTC; 0 without zone. */
function zoneMs(text: string): number {
  const at = Math.max(text.lastIndexOf("+"), text.lastIndexOf("-"))
  if (at < 16) return 0
  const zone = text.slice(at + 1).replace(":", "")
  const minutes = digits(zone, 0, 2) * 60 + (zone.length > 2 ? digits(zone, 2, 4) : 0)
  return (text[at] === "-" ? -minutes : minutes) * 60_000
}

/**
 * Days from 1970-01-01 in the Gregorian calendar, for every year from 0.
 * Years are taken to begin in March, so that a leap day is a year's last. Source: Hinnant (2014), "chrono-compatible low-level date algorithms".
 */
export function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The number that the digits from `start` to `end` write. */
function digits(text: string, start: number, end: number): number {
  let value = 0
  for (let i = start; i < end; i++) value = value * 10 + text.charCodeAt(i) - 48
  return value
}

const isDigit = (code: number) => code >= 48 && code <= 57
