import { timeZoneOf } from "../columns/time-zone.js"
import { Unanswerable } from "../errors.js"
import type { CourseCut, CourseFacts, Dataset } from "../model.js"
import type { CompareOptions } from "../options/options.js"
import { clockOf } from "../stats/periods/clock.js"
import { rangeOf } from "../stats/range-of.js"
import { instantsOf, timesIn } from "./instants.js"

const hourMs = 3_600_000
const dayMs = 86_400_000
const mostPoints = 60
/** Fewer points with rows show no course. */
const fewestPoints = 3
/** Rows of a column that must have a time, for it to be taken without being named. */
const mostlyPresent = 0.99

type Asked = Pick<CompareOptions, "roles" | "timezone" | "periods">

/** Parts both sides by hours up to 60, else by days or several days: by the named time column or the only one that fits. Null without one. */
export async function cutCourse(
  { reference, current }: { reference: Dataset; current: Dataset },
  options: Asked,
): Promise<CourseCut | null> {
  const times = await timesOf(current, options)
  if (times === null) return null
  const { column, instants } = times
  const zone = options.timezone ?? options.periods.timezone ?? zoneOf(current, column)
  const grid = gridOf(instants, zone)
  const rows = new Array<number>(grid.starts.length).fill(0)
  const placeOf = placesOf(instants, grid, new Int32Array(instants.length))
  for (let i = 0; i < placeOf.length; i++) if (placeOf[i] >= 0) rows[placeOf[i]]++
  if (rows.filter((n) => n > 0).length < fewestPoints) return null
  const { timezone, unit, width, starts } = grid
  const facts = { timestamp: column, timezone, unit, width, starts, rows }
  return { ...facts, placeOf, ...partReference(await instantsIn(reference, column), instants, grid) }
}

/** The place of each instant, -1 for NaN, in `places`. Neighbours are often equal, and a time zone costs more than a look at the one before. */
function placesOf<T extends Int32Array | Float64Array>(instants: Float64Array, { placeOf }: Grid, places: T): T {
  let [last, place] = [NaN, -1]
  for (let i = 0; i < places.length; i++) {
    const at = instants[i]
    if (at !== last) {
      place = Number.isFinite(at) ? placeOf(at) : -1
      last = at
    }
    places[i] = place
  }
  return places
}

/** The times of the named column, or of the only one that nearly every row has. */
async function timesOf(current: Dataset, { roles }: Asked): Promise<{ column: string; instants: Float64Array } | null> {
  const isNamed = Array.from(roles.values()).includes("timestamp")
  const found: { column: string; instants: Float64Array }[] = []
  for (const { name, kind } of current.columns) {
    if (kind !== "datetime" || (isNamed && roles.get(name) !== "timestamp")) continue
    const instants = await instantsIn(current, name)
    if (instants === null) return null
    if (isNamed || timesIn(instants) >= mostlyPresent * instants.length) found.push({ column: name, instants })
  }
  return found.length === 1 && timesIn(found[0].instants) > 0 ? found[0] : null
}

/** Null where the side has no such column of times, or is a profile. */
async function instantsIn(side: Dataset, column: string): Promise<Float64Array | null> {
  if (!side.columns.some(({ name, kind }) => name === column && kind === "datetime")) return null
  try {
    return await instantsOf(side, column)
  } catch (error) {
    if (error instanceof Unanswerable) return null
    throw error
  }
}

const zoneOf = ({ columns }: Dataset, column: string) =>
  timeZoneOf(columns.find(({ name }) => name === column)?.storageType ?? "")

interface Grid extends Pick<CourseFacts, "timezone" | "unit" | "width" | "starts"> {
  /** Counted from the first point; negative before it. */
  placeOf: (instant: number) => number
  hourOf: (place: number) => number
}

function gridOf(instants: Float64Array, asked: string | null): Grid {
  const [first, last] = rangeOf(instants)
  const inUnits = (unitMs: number) => {
    const { zone, numberOf } = clockOf(asked, unitMs)
    const from = numberOf(first)
    return { zone, numberOf, from, points: numberOf(last) - from + 1, unitMs }
  }
  const hours = inUnits(hourMs)
  const unit = hours.points <= mostPoints ? "hour" : "day"
  const { zone, numberOf, from, points, unitMs } = unit === "hour" ? hours : inUnits(dayMs)
  const width = Math.ceil(points / mostPoints)
  const startOf = (place: number) => new Date((from + place * width) * unitMs).toISOString()
  return {
    timezone: zone,
    unit,
    width,
    starts: Array.from({ length: Math.ceil(points / width) }, (_, i) => startOf(i).slice(0, unit === "hour" ? 13 : 10)),
    placeOf: (instant) => Math.floor((numberOf(instant) - from) / width),
    hourOf: (place) => (((from + place) % 24) + 24) % 24,
  }
}

/** The reference's rows outside the time of current, by points as wide. */
function partReference(
  instants: Float64Array | null,
  current: Float64Array,
  grid: Grid,
): Pick<CourseCut, "reference_points" | "referencePlaceOf" | "hours"> {
  if (instants === null) return { reference_points: 0, referencePlaceOf: null, hours: null }
  const [first, last] = rangeOf(current)
  const places = placesOf(instants, grid, new Float64Array(instants.length))
  const isOutside = (row: number) => instants[row] < first || instants[row] > last
  const found = new Set<number>()
  for (let i = 0; i < places.length; i++)
    if (isOutside(i) && (i === 0 || places[i] !== places[i - 1] || !isOutside(i - 1))) found.add(places[i])
  const known = Array.from(found).sort((a, b) => a - b)
  return {
    reference_points: known.length,
    referencePlaceOf: orderOf(places, known, isOutside),
    hours: grid.unit === "hour" ? Int32Array.from(known, grid.hourOf) : null,
  }
}

/** The rank of each row's place among the known ones, ascending; -1 for rows that are not wanted. */
function orderOf(places: Float64Array, known: readonly number[], isWanted: (row: number) => boolean): Int32Array {
  const ranks = new Map(known.map((place, rank) => [place, rank]))
  const order = new Int32Array(places.length)
  let [last, rank] = [NaN, -1]
  for (let i = 0; i < places.length; i++) {
    const isNew = isWanted(i) && places[i] !== last
    if (isNew) {
      last = places[i]
      rank = ranks.get(last) ?? -1
    }
    order[i] = isWanted(i) ? rank : -1
  }
  return order
}

/** The points as the report has them. */
export const courseFacts = ({
  timestamp,
  timezone,
  unit,
  width,
  starts,
  rows,
  reference_points,
}: CourseCut): CourseFacts => ({
  ...{ timestamp, timezone, unit, width, starts, rows, reference_points },
})
