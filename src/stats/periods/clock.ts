/** Where the local offset from UTC is asked for once: time zones change it on quarters of an hour alone. */
const quarterMs = 900_000

/** How instants fall into local units. */
export interface Clock {
  /** The name of the time zone. */
  zone: string
  /** The number of the unit that holds an instant (milliseconds since 1970 UTC), counted from the beginning of 1970 by local time. */
  numberOf: (instant: number) => number
  /** Local time less UTC at an instant, in milliseconds. */
  offsetAt: (instant: number) => number
}

/** The clock of a time zone by its IANA name ("Europe/Berlin"), UTC for null. Throws RangeError where there is no such zone. */
export function clockOf(zone: string | null, unitMs: number): Clock {
  if (zone === null || zone === "UTC")
    return { zone: "UTC", numberOf: (instant) => Math.floor(instant / unitMs), offsetAt: () => 0 }
  const offsets = new Map<number, number>()
  const parts = formatOf(zone)
  const offsetAt = (instant: number) => {
    const quarter = Math.floor(instant / quarterMs)
    const known = offsets.get(quarter)
    if (known !== undefined) return known
    const offset = localOffset(parts, quarter * quarterMs)
    offsets.set(quarter, offset)
    return offset
  }
  return { zone, numberOf: (instant) => Math.floor((instant + offsetAt(instant)) / unitMs), offsetAt }
}

const dayMs = 86_400_000

/** The offsets between two instants, and from when on each holds; see `TimeUnits`. */
export function offsetsIn({ offsetAt }: Clock, first: number, last: number): { from: number; offset: number }[] {
  const found = [{ from: first, offset: offsetAt(first) }]
  for (let at = first; at < last; at += dayMs) {
    const offset = offsetAt(at + dayMs)
    if (offset === found[found.length - 1].offset) continue
    let [before, from] = [Math.floor(at / quarterMs), Math.ceil((at + dayMs) / quarterMs)]
    while (from - before > 1) {
      const middle = Math.floor((before + from) / 2)
      if (offsetAt(middle * quarterMs) === offset) from = middle
      else before = middle
    }
    found.push({ from: from * quarterMs, offset })
  }
  return found
}

const formatOf = (timeZone: string) =>
  new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    era: "short",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  })

/** Local time minus UTC, in milliseconds. */
function localOffset(format: Intl.DateTimeFormat, instant: number): number {
  const part = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]))
  const figure = (type: Intl.DateTimeFormatPartTypes) => Number(part.get(type))
  const year = part.get("era") === "BC" ? 1 - figure("year") : figure("year")
  const local = new Date(0)
  local.setUTCFullYear(year, figure("month") - 1, figure("day"))
  local.setUTCHours(figure("hour"), figure("minute"), figure("second"))
  return local.getTime() - instant
}
