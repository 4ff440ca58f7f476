import type { DateOrder } from "../../model.js"
import { dateParts, type DateParts } from "./date-parts.js"
import { clockParts } from "./clock-text.js"
import { dayNumber } from "./calendar.js"

export const dateOrders: readonly DateOrder[] = ["ymd", "dmy", "mdy"]

/** A text read as a date or a date and time. */
export interface DateText {
  /** Milliseconds since 1970 UTC for each order, NaN where there is no such day; the same throughout where the text says its order. */
  at: Record<DateOrder, number>
  /** Whether it says a time of day, and a zone. */
  timed: boolean
  zoned: boolean
  /** Smallest unit that is written: a whole date may be a month, a quarter or a week. */
  unit: "day" | "week" | "month" | "quarter"
  /** Whether the text itself leaves the order open; a date with points (2.1.2024) is day, month, year where nothing else decides. */
  open: boolean
  dotted: boolean
}

const dayMs = 86_400_000

/** The date that a text writes, null where it writes none that the grammar in docs/column-types.md has. */
export function dateText(text: string): DateText | null {
  if (text.length < 6 || text.length > 80 || !/\d/.test(text)) return null
  const plain = isoText(text)
  if (plain !== null) return plain
  const cut = cutClock(text.trim())
  if (cut === null) return null
  const parts = dateParts(cut.date)
  if (parts === null || (cut.clock !== null && parts.unit !== "day")) return null
  const offset = cut.clock === null ? 0 : cut.clock.ms - (cut.clock.zoneMs ?? 0)
  const at = (order: DateOrder) => instant(parts, order) * dayMs + offset
  return {
    at: { ymd: at("ymd"), dmy: at("dmy"), mdy: at("mdy") },
    timed: cut.clock !== null,
    zoned: cut.clock !== null && cut.clock.zoneMs !== null,
    unit: parts.unit,
    open: parts.fields !== null,
    dotted: parts.fields !== null && cut.date.includes("."),
  }
}

const iso = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(Z| UTC|\+00:00)?)?$/

/** The commonest spelling by a way of its own, ten times as fast: 2024-01-31, 2024-01-31 10:15:00.5, with Z or without. */
function isoText(text: string): DateText | null {
  const match = iso.exec(text) as (string | undefined)[] | null
  if (match === null) return null
  const [, year, month, day, hour, minute = 0, second = 0, fraction, zone] = match
  if (Number(hour ?? 0) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  const seconds = Number(hour ?? 0) * 3600 + Number(minute) * 60 + Number(second)
  const ms = seconds * 1000 + (fraction === undefined ? 0 : Number(fraction.padEnd(6, "0")) / 1000)
  const at = dayNumber(Number(year), Number(month), Number(day)) * dayMs + ms
  const told = {
    timed: hour !== undefined,
    zoned: zone !== undefined,
    unit: "day" as const,
    open: false,
    dotted: false,
  }
  return { at: { ymd: at, dmy: at, mdy: at }, ...told }
}

/** Days since 1970 of these parts, NaN where the calendar has none. */
function instant({ fields, day }: DateParts, order: DateOrder): number {
  if (fields === null) return day
  const [a, b, c] = fields
  if (order === "ymd") return c.long ? NaN : dayNumber(yearOf(a), b.value, c.value)
  return order === "dmy" ? dayNumber(yearOf(c), b.value, a.value) : dayNumber(yearOf(c), a.value, b.value)
}

/** Two digits stand for 1969 to 2068, as POSIX has it. */
const yearOf = ({ value, long }: { value: number; long: boolean }) =>
  long ? value : value + (value >= 69 ? 1900 : 2000)

/** The text's date and its time of day, wherever that stands; null where what looks like a time is none. */
function cutClock(text: string): { date: string; clock: { ms: number; zoneMs: number | null } | null } | null {
  const bare = text.replace(weekday, "")
  const compact = /^(\d{8})T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?$/.exec(bare)
  if (compact !== null && (bare.includes("T") || bare.length === 14)) {
    const [, date, hour, minute, second = "00", zone = ""] = compact
    const clock = clockParts(`${hour}:${minute}:${second}${zone}`)
    return clock === null ? null : { date, clock }
  }
  const unix = unixDate.exec(bare)
  if (unix !== null) {
    const [, day, time, zone = "", year] = unix
    const clock = clockParts(`${time} ${zone}`.trim())
    return clock === null ? null : { date: `${day} ${year}`, clock }
  }
  const at = bare.search(clockStart)
  if (at < 0) return { date: bare, clock: null }
  const clock = clockParts(bare.slice(at).replace(/^[T ,]+/i, ""))
  return clock === null ? null : { date: bare.slice(0, at).replace(/,$/, ""), clock }
}

const weekday = /^(?:mon|tue|tues|wed|wednes|thu|thurs|fri|sat|satur|sun)(?:day)?\.?,?\s+/i
/** Jan 31 10:00:00 2024, as ctime and `date` write it: the year stands last. */
const unixDate = /^([A-Za-z]{3,9} +\d{1,2}) +(\d{1,2}:\d{2}:\d{2})(?: +([A-Z]{3,4}))? +(\d{4})$/
/** Where a time of day begins behind a date. */
const clockStart = /(?<=\d)(?:T|,? +)(?=\d{1,2}(?::\d{2}| *[ap]\.?m))/i
