import { dayNumber, isoWeek, monthOf } from "./calendar.js"

/** A number in a date; `long`: of four digits, so that it is the year. */
interface Field {
  value: number
  long: boolean
}

/** A date without its time: the day, or the three numbers whose order is open. */
export interface DateParts {
  unit: "day" | "week" | "month" | "quarter"
  /** Days since 1970; NaN where the fields decide, or where there is no such day. */
  day: number
  fields: readonly [Field, Field, Field] | null
}

type Reader = readonly [pattern: RegExp, read: (groups: string[]) => DateParts | null]

const day = (year: number, month: number, of: number): DateParts => ({
  unit: "day",
  day: dayNumber(year, month, of),
  fields: null,
})
const month = (year: number, of: number): DateParts => ({ unit: "month", day: dayNumber(year, of, 1), fields: null })
const field = (digits: string): Field => ({ value: Number(digits), long: digits.length === 4 })
const shortYear = (digits: string) => Number(digits) + (digits.length === 4 ? 0 : Number(digits) >= 69 ? 1900 : 2000)
const named = (year: string, name: string, of: string) => {
  const number = monthOf(name)
  return Number.isNaN(number) ? null : day(shortYear(year), number, Number(of))
}

/** The spellings of dates there are, one row each; the first that fits reads the text. */
const readers: readonly Reader[] = [
  // 2024-01-31, 2024/1/31, 2024.01.31: the year says that it stands first.
  [/^(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})$/, ([y, , m, d]) => day(Number(y), Number(m), Number(d))],
  [/^((?:19|20)\d{2})(\d{2})(\d{2})$/, ([y, m, d]) => day(Number(y), Number(m), Number(d))],
  [/^(\d{4})年(\d{1,2})月(\d{1,2})日$/, ([y, m, d]) => day(Number(y), Number(m), Number(d))],
  // 31/01/2024 or 01/31/2024; 31/01/24, 01/31/24 or 24/01/31.
  [
    /^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})$/,
    ([a, , b, c]) => ({ unit: "day", day: NaN, fields: [field(a), field(b), field(c)] }),
  ],
  // 31 Jan 2024, 31-Jan-24, 31Jan2024; January 31, 2024; 2024-Jan-31.
  [
    /^(\d{1,2})(?:st|nd|rd|th)?[-/. ]{0,2}([A-Za-z]{3,9}\.?)[-/., ]{0,2}(\d{4}|\d{2})$/,
    ([d, name, y]) => named(y, name, d),
  ],
  [/^([A-Za-z]{3,9}\.?)[-/ ]{1,2}(\d{1,2})(?:st|nd|rd|th)?[-/, ]{1,2}(\d{4})$/, ([name, d, y]) => named(y, name, d)],
  [/^(\d{4})[-/ ]([A-Za-z]{3,9})[-/ ](\d{1,2})$/, ([y, name, d]) => named(y, name, d)],
  // Months: 2024-01, 01/2024, Jan 2024, Jan-24. Weeks: 2024-W05, 2024-W05-3. Quarters: 2024-Q1, 2024Q1, Q1 2024.
  [/^((?:1[5-9]|20|21)\d{2})[-/](\d{2})$/, ([y, m]) => month(Number(y), Number(m))],
  [/^(\d{1,2})[/-]((?:19|20)\d{2})$/, ([m, y]) => month(Number(y), Number(m))],
  [/^([A-Za-z]{3,9}\.?)[-/ ,]{1,2}(\d{4}|\d{2})$/, ([name, y]) => namedMonth(y, name)],
  [/^(\d{4})[-/ ]([A-Za-z]{3,9})$/, ([y, name]) => namedMonth(y, name)],
  [/^(\d{4})-?W(\d{2})(?:-?([1-7]))?$/i, ([y, w, d]) => week(Number(y), Number(w), d)],
  [/^(\d{4})[- ]?Q([1-4])$/i, ([y, q]) => quarter(y, q)],
  [/^Q([1-4])[- /]?(\d{4})$/i, ([q, y]) => quarter(y, q)],
]

function namedMonth(year: string, name: string): DateParts | null {
  const number = monthOf(name)
  return Number.isNaN(number) ? null : month(shortYear(year), number)
}

function week(year: number, number: number, weekday: string | undefined): DateParts {
  const start = isoWeek(year, number)
  if (weekday === undefined) return { unit: "week", day: start, fields: null }
  return { unit: "day", day: start + Number(weekday) - 1, fields: null }
}

function quarter(year: string, number: string): DateParts {
  return { ...month(Number(year), 3 * Number(number) - 2), unit: "quarter" }
}

/** The date that a text without a time of day writes, null where it is written in none of these ways. */
export function dateParts(text: string): DateParts | null {
  for (const [pattern, read] of readers) {
    const match = pattern.exec(text)
    if (match !== null) {
      const parts = read(match.slice(1))
      if (parts !== null) return parts
    }
  }
  return null
}
