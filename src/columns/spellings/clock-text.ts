/** A time of day: milliseconds since midnight (with fractions for finer digits), and how far its zone lies ahead of UTC. */
export interface ClockParts {
  ms: number
  /** Null without a zone. */
  zoneMs: number | null
}

const pattern =
  /^(\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(?:([ap])\.?m\.?)?( ?(?:Z|[A-Za-z]{2,5})?(?:[+-]\d{2}(?::?\d{2})?)?)(?: ?[[(][\w /+-]+[\])])?$/i

/** Hours that zone words stand for; only those that RFC 2822 and general use give one meaning. */
const zones: Readonly<Record<string, number | undefined>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  WET: 0,
  WEST: 1,
  CET: 1,
  CEST: 2,
  EET: 2,
  EEST: 3,
  MSK: 3,
  JST: 9,
  EST: -5,
  EDT: -4,
  CST: -6,
  CDT: -5,
  MST: -7,
  MDT: -6,
  PST: -8,
  PDT: -7,
}

/** The time of day that a text writes: 10:15, 9:05 PM, 10:15:00.123456 UTC, 10:15+02:00. Null for any other. */
export function clockParts(text: string): ClockParts | null {
  const match = pattern.exec(text)
  if (match === null) return null
  const [, hour, minute, second = "0", fraction = "", half, zone] = match as (string | undefined)[]
  if (minute === undefined && half === undefined) return null
  const hours = hourOf(Number(hour), half)
  const [minutes, seconds] = [Number(minute ?? 0), Number(second)]
  const zoneMs = zoneOf(zone ?? "")
  if (hours === null || minutes > 59 || seconds > 59 || zoneMs === undefined) return null
  const micros = Number(fraction.slice(0, 6).padEnd(6, "0"))
  return { ms: ((hours * 60 + minutes) * 60 + seconds) * 1000 + micros / 1000, zoneMs }
}

function hourOf(hour: number, half: string | undefined): number | null {
  if (half === undefined) return hour <= 23 ? hour : null
  if (hour < 1 || hour > 12) return null
  return (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0)
}

/** Null for no zone, undefined for a word or an offset that is none. */
function zoneOf(text: string): number | null | undefined {
  const zone = text.trim()
  if (zone === "") return null
  const [, word = "", sign = "+", hours = "0", minutes = "0"] =
    /^([A-Za-z]*)(?:([+-])(\d{2}):?(\d{2})?)?$/.exec(zone) ?? []
  const base = word === "" ? 0 : zones[word.toUpperCase()]
  if (base === undefined || Number(hours) > 15 || Number(minutes) > 59) return undefined
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000
  return base * 3_600_000 + (sign === "-" ? -offset : offset)
}

/** Milliseconds since midnight of a text that is a time of day and nothing else, 12:30:09 or 9:05 PM; NaN for any other. */
export function timeOfDay(text: string): number {
  if (text.length < 4 || text.length > 20 || !text.includes(":")) return NaN
  const parts = clockParts(text.trim())
  return parts === null || parts.zoneMs !== null ? NaN : parts.ms
}
