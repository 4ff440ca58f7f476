import type { ColumnLocation, HistoryRun, LastingChange } from "../model.js"
import { changeStart } from "../stats/change-start.js"
import { lastingNights, meanOf } from "../stats/periods/lasting-bound.js"
import { sinceChange } from "./gradual-drift.js"

const dayMs = 86_400_000
/** Nights further apart than so many days in all were not in a row. */
const longest = 2 * lastingNights
/** Nights in which a beginning is looked for. */
const mostNights = 90

/**
 * What has changed for good: the mean of a column's last 14 nights lies further from the reference than 14 of its own days in a row
 * do, up or down. The furthest first, of each column the value that moved most. Runs under this configuration alone; of several
 * about one day the last.
 */
export function lastingChanges(runs: readonly HistoryRun[]): LastingChange[] {
  const last = runs.at(-1)
  if (last?.day === undefined) return []
  const nights = onePerDay(sinceChange(runs, last.config_hash), last.day).slice(-mostNights)
  if (nights.length < lastingNights) return []
  const recent = nights.slice(-lastingNights)
  if (Date.parse(last.day) - Date.parse(recent[0].day) >= longest * dayMs) return []
  const courses = nights.map(({ columns }) => new Map(columns.map(({ name, locations }) => [name, locations ?? []])))
  return last.columns
    .flatMap(({ name, locations = [] }) => {
      const found = locations.flatMap((now) => {
        const course = courses.map((columns) => columns.get(name)?.find(({ value }) => value === now.value)?.moved)
        return changed(name, now, course, nights)
      })
      return found.sort((a, b) => beyond(b) - beyond(a)).slice(0, 1)
    })
    .sort((a, b) => beyond(b) - beyond(a))
}

type Night = HistoryRun & { day: string }

/** The last run about each day up to this one, by day. */
function onePerDay(runs: readonly HistoryRun[], upTo: string): Night[] {
  const days = new Map<string, Night>()
  for (const run of runs) if (run.day !== undefined && run.day <= upTo) days.set(run.day, { ...run, day: run.day })
  return Array.from(days.values()).sort((a, b) => (a.day < b.day ? -1 : 1))
}

const beyond = ({ moved, bound }: LastingChange) => Math.abs(moved) / Math.max(bound, 1e-9)

/** Nothing where a night of the last 14 has no value, or where they stay within the bound. */
function changed(
  column: string,
  { value, bound }: ColumnLocation,
  course: readonly (number | undefined)[],
  nights: readonly Night[],
): LastingChange[] {
  const gap = course.lastIndexOf(undefined) + 1
  const known = course.slice(gap).flatMap((moved) => moved ?? [])
  if (known.length < lastingNights) return []
  const moved = meanOf(known.slice(-lastingNights))
  if (!(Math.abs(moved) > bound)) return []
  const start = gap + changeStart(known)
  return [{ column, value, moved, bound, since: nights[start].day, nights: nights.length - start }]
}
