import type { How } from "../model.js"
import { readDate } from "./spellings/date-tally.js"
import { formatReader } from "./spellings/date-format.js"
import { timeOfDay } from "./spellings/clock-text.js"
import { dayOf } from "./spellings/number-facts.js"
import { isMissingWord } from "./spellings/null-words.js"
import { numberWord } from "./spellings/number-text.js"
import { readNumber } from "./spellings/number-tally.js"

/** What a text is when read so: a number (milliseconds for dates and times, 1 and 0 for flags), missing, or unreadable. */
export type Value = number | "missing" | "unreadable"

/** How each text of a column is read. A word for NaN is missing, as NaN is. */
export function textReader(how: How): (text: string) => Value {
  const read = rawReader(how)
  return (text) => {
    const value = read(text)
    if (!Number.isNaN(value)) return value
    return isMissingWord(text) || Number.isNaN(numberWord(text) ?? 0) ? "missing" : "unreadable"
  }
}

function rawReader(how: How): (text: string) => number {
  switch (how.as) {
    case "numbers":
      return (text) => readNumber(text, how.decimal, how.unit)
    case "dates":
      return (text) => readDate(text, how.order)
    case "format":
      return formatReader(how.format) ?? (() => NaN)
    case "clocks":
      return timeOfDay
    case "instants": {
      const read = numberReader(how)
      return (text) => (/^[+-]?\d{1,19}$/.test(text.trim()) ? read(Number(text)) : NaN)
    }
    case "booleans":
      return (text) => {
        const word = text.trim().toLowerCase()
        return how.yes.includes(word) ? 1 : how.no.includes(word) ? 0 : NaN
      }
    default:
      return () => NaN
  }
}

/** How each number of a column is read: milliseconds for instants, 1 and 0 for flags; NaN for what cannot be. */
export function numberReader(how: How): (value: number) => number {
  switch (how.as) {
    case "instants": {
      if (how.unit === "yyyymmdd") return (value) => dayOf(value) * 86_400_000
      if (how.unit === "yyyymm") return (value) => dayOf(100 * value + 1) * 86_400_000
      const { times, over } = perMillisecond[how.unit]
      return (value) => (value * times) / over
    }
    case "booleans":
      return (value) => (value === 1 ? 1 : value === 0 ? 0 : NaN)
    case "seconds":
      return (value) => value / how.perSecond
    case "singles":
      return Math.fround
    default:
      return () => NaN
  }
}

const perMillisecond = {
  s: { times: 1000, over: 1 },
  ms: { times: 1, over: 1 },
  us: { times: 1, over: 1000 },
  ns: { times: 1, over: 1_000_000 },
}
