import type { Dataset } from "../model.js"
import { clockOf, type Clock } from "../stats/periods/clock.js"
import { instantsOf } from "./instants.js"

export const partUnits = ["hour", "day", "week"] as const
export type PartUnit = (typeof partUnits)[number]

/** The rows of one hour, day or week. */
export interface Part {
  /** When it begins by local time, as a date in UTC: "2013-03-08T00:00:00.000Z" is 8 March, wherever the rows are from. */
  start: string
  /** The instant at which the next one would begin, milliseconds since 1970. */
  end: number
  /** Row numbers, ascending. */
  rows: Int32Array
}

const hourMs = 3_600_000
const dayMs = 86_400_000
const widths = { hour: hourMs, day: dayMs, week: 7 * dayMs } as const

/** The rows by the hour, day or week (from Monday) of their time in this column, the earliest first, and how many rows have no time. */
export async function partsByTime(
  side: Dataset,
  column: string,
  unit: PartUnit,
  timezone: string | null,
): Promise<{ parts: Part[]; withoutTime: number }> {
  const clock = clockOf(timezone, unit === "hour" ? hourMs : dayMs)
  const rows = new Map<number, number[]>()
  let withoutTime = 0
  ;(await instantsOf(side, column)).forEach((at, row) => {
    if (!Number.isFinite(at)) {
      withoutTime++
      return
    }
    const start = startOf(clock.numberOf(at), unit)
    const part = rows.get(start)
    if (part === undefined) rows.set(start, [row])
    else part.push(row)
  })
  const parts = Array.from(rows)
    .sort(([a], [b]) => a - b)
    .map(([start, list]) => ({
      start: new Date(start).toISOString(),
      end: instantOf(start + widths[unit], clock),
      rows: Int32Array.from(list),
    }))
  return { parts, withoutTime }
}

/** The beginning of the part that holds this hour or day, counted from 1970; 1 January 1970 was a Thursday. */
function startOf(number: number, unit: PartUnit): number {
  if (unit === "hour") return number * hourMs
  return (unit === "day" ? number : Math.floor((number + 3) / 7) * 7 - 3) * dayMs
}

/** When a clock shows this local time; at the hour that is shown twice or never, one of the instants beside it. */
function instantOf(local: number, { offsetAt }: Clock): number {
  return local - offsetAt(local - offsetAt(local))
}
