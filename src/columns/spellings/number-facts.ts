import type { NumberFacts, TextSide } from "../../model.js"
import { dayNumber } from "./calendar.js"
import { isMissingWord } from "./null-words.js"

const mostDifferent = 1000

/** `values`: NaN where one is missing. `counts`: rows of each; one each where it is left out. */
export function numberFacts(values: ArrayLike<number>, counts?: ArrayLike<number>): NumberFacts {
  const facts = { values: 0, min: Infinity, max: -Infinity, whole: true, flags: true, days: 0, months: 0 }
  const days = new Set<number>()
  const months = new Set<number>()
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (!Number.isFinite(value)) continue
    const rows = counts === undefined ? 1 : counts[i]
    facts.values += rows
    if (value < facts.min) facts.min = value
    if (value > facts.max) facts.max = value
    facts.whole &&= Number.isInteger(value)
    facts.flags &&= value === 0 || value === 1
    if (isDay(value)) {
      facts.days += rows
      if (days.size < mostDifferent) days.add(value)
    } else if (isMonth(value)) {
      facts.months += rows
      months.add(value)
    }
  }
  return { ...facts, differentDays: days.size, differentMonths: months.size }
}

function isDay(value: number): boolean {
  return value >= 19_000_101 && value <= 21_001_231 && !Number.isNaN(dayOf(value))
}

const isMonth = (value: number) => value >= 190_001 && value <= 210_012 && value % 100 >= 1 && value % 100 <= 12

/** Days since 1970 of a whole number yyyymmdd, NaN where the calendar has no such day. */
export function dayOf(value: number): number {
  return dayNumber(Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100)
}

/** The same facts about texts that are all plain whole numbers of up to 15 digits; null for any others. */
export function wholeTextFacts({ values, counts }: TextSide): NumberFacts | null {
  const digits = /^[+-]?\d{1,15}$/
  const numbers = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) {
    if (isMissingWord(values[i])) numbers[i] = NaN
    else if (digits.test(values[i].trim())) numbers[i] = Number(values[i])
    else return null
  }
  return numberFacts(numbers, counts)
}
