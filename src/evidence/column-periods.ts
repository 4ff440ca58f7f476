import { Unanswerable } from "../errors.js"
import type {
  ColumnPeriods,
  ColumnType,
  Dataset,
  Moved,
  PeriodCut,
  PeriodFigures,
  PeriodLocations,
  StoredColumn,
  TimePart,
} from "../model.js"
import { movedValues } from "../bounds/moved-values.js"
import { numberLocations, shareLocations, withoutWeekdays, type Locations } from "../stats/periods/locations.js"
import {
  categoryDistances,
  categoryNoise,
  inScale,
  joinSorted,
  numberDistances,
  numberNoise,
  scaleOf,
} from "../stats/periods/period-distances.js"
import { periodRows } from "./period-rows.js"
import { clip, clippingPoints } from "../stats/periods/clipping.js"
import { named, partColumn, type SegmentParts, type SegmentSide } from "./segment-column.js"

/** Categories of the reference up to which periods are compared by them. */
const mostLevels = 1000

const noPeriods: ColumnPeriods = {
  values: null,
  sameWeekday: null,
  clipped: null,
  missing: null,
  rows: [],
  locations: [],
}

/** Categories whose shares are followed over many nights. */
const mostFollowed = 3

export type ReadAs = "numbers" | "categories"

/** Types whose values are compared period by period, and as what. */
export const readAs: Partial<Record<ColumnType, ReadAs>> = {
  numeric: "numbers",
  categorical: "categories",
  boolean: "categories",
}

/** What the reference's periods and current say of a column that both sides have; `type`: whose rules it is held to. */
export async function columnPeriods(
  name: string,
  type: ColumnType,
  { reference, current }: { reference: Dataset; current: Dataset },
  cut: PeriodCut,
): Promise<ColumnPeriods> {
  const as = readAs[type]
  if (as === undefined) return noPeriods
  try {
    const parts = await partsOf(reference, name, as, cut)
    const now = await readWhole(current, name, as)
    if (now === null) return noPeriods
    const missing = missingFigures(parts, now, cut)
    return {
      ...(as === "numbers" ? ofNumbers(parts, now, cut) : ofCategories(parts, now, cut)),
      missing,
      rows: periodRows(parts, cut),
    }
  } catch (error) {
    if (error instanceof Unanswerable) return noPeriods
    throw error
  }
}

/** What a profile keeps of a column's days; null where it has no value, or too many. */
export async function daysOfColumn(
  dataset: Dataset,
  name: string,
  as: ReadAs,
  cut: PeriodCut,
): Promise<StoredColumn | null> {
  const daily = { ...cut, byWeekday: false }
  const parts = await partsOf(dataset, name, as, daily)
  const now = await readWhole(dataset, name, as)
  if (now === null) return null
  const found = as === "numbers" ? ofNumbers(parts, now, daily, () => true) : ofCategories(parts, now, daily)
  if (found.values === null) return null
  // All rows beside themselves have the noise of twice one row's, over as many.
  const present = now.rows - now.missing - now.infinite
  const kept = ({ distances, noise_current: noise }: PeriodFigures) => ({ rate: (noise * present) / 2, distances })
  return {
    ...kept(found.values),
    clipped: found.clipped?.values ? kept(found.clipped.values) : null,
    missing: missingFigures(parts, now, daily)?.distances ?? [],
    locations: found.locations.map(({ value, periods }) => ({ value, periods })),
    rows: periodRows(parts, daily),
  }
}

/** A column of a whole table; null where it has no rows. True and false by these names. */
export async function readWhole(dataset: Dataset, name: string, as: ReadAs): Promise<SegmentSide | null> {
  if (dataset.partsByTime !== undefined) return wholeOf(dataset, name, as)
  const side = (await partColumn(dataset, name, as, oneSegment(dataset.rows))).get(0)
  return side === undefined ? null : isFlag(dataset, name) ? named(side) : side
}

/** The same of a table whose rows stay where they are. */
async function wholeOf(dataset: Dataset, name: string, as: ReadAs): Promise<SegmentSide | null> {
  const { rows, missing, infinite } = await dataset.summary(name)
  if (rows === 0) return null
  const sample = as === "numbers" ? await dataset.sample(name) : new Float64Array(0)
  const counts = as === "categories" ? await dataset.counts(name) : new Map<string, number>()
  const moved = as === "numbers" ? await movedOf(dataset, name, sample) : undefined
  return { rows, missing, infinite, sample, counts, ...(moved && { moved }) }
}

/** How far the column's values may lie from those of its sample; undefined where these are its values. */
export async function movedOf(dataset: Dataset, name: string, sample: Float64Array): Promise<Moved | undefined> {
  const points = (await dataset.outline?.(name)) ?? null
  return points === null ? undefined : movedValues(points, sample.length)
}

const isFlag = ({ columns }: Dataset, name: string) =>
  columns.some((column) => column.name === name && column.kind === "boolean")

/** The reference's rows by unit; the last one holds those that are in no period. */
async function partsOf(
  reference: Dataset,
  name: string,
  as: ReadAs,
  { unitOf, units, byTime }: PeriodCut,
): Promise<SegmentSide[]> {
  if (byTime !== undefined && reference.partsByTime !== undefined) {
    const parts = await reference.partsByTime(name, as, byTime.units)
    return placed(parts, units, ({ unit }) => {
      if (unit !== null && byTime.left.has(unit)) return null
      return (unit === null ? undefined : byTime.places.get(unit)) ?? units
    })
  }
  const sizes = new Float64Array(units + 2)
  for (const unit of unitOf) sizes[unit]++
  const wanted = new Set(Array.from({ length: units + 1 }, (_, i) => i))
  const parts = await partColumn(reference, name, as, { segments: unitOf, wanted, sizes })
  return Array.from(parts.values(), (side) => (isFlag(reference, name) ? named(side) : side))
}

/** Parts joined by their places; null: left out. */
function placed(parts: readonly TimePart[], units: number, placeOf: (part: TimePart) => number | null): SegmentSide[] {
  const groups = Array.from({ length: units + 1 }, (): TimePart[] => [])
  for (const part of parts) {
    const place = placeOf(part)
    if (place !== null) groups[place].push(part)
  }
  const sum = (group: readonly TimePart[], of: "rows" | "missing" | "infinite") =>
    group.reduce((total, part) => total + part[of], 0)
  return groups.map((group) => {
    const moved = joinedMoves(group)
    const counts = new Map<string, number>()
    for (const part of group)
      for (const [value, rows] of part.counts) counts.set(value, (counts.get(value) ?? 0) + rows)
    return {
      ...{ rows: sum(group, "rows"), missing: sum(group, "missing"), infinite: sum(group, "infinite"), counts },
      sample: joinSorted(group.map(({ sample }) => sample)),
      ...(moved && { moved }),
    }
  })
}

function joinedMoves(parts: readonly { moved?: Moved }[]): Moved | undefined {
  const known = parts.flatMap(({ moved }) => moved ?? [])
  if (known.length === 0) return undefined
  return {
    sum: known.reduce((all, { sum }) => all + sum, 0),
    each: known.reduce((most, { each }) => Math.max(most, each), 0),
  }
}

const oneSegment = (rows: number): SegmentParts => ({
  segments: new Int32Array(rows),
  wanted: new Set([0]),
  sizes: Float64Array.of(rows),
})

type Figures = Pick<ColumnPeriods, "values" | "sameWeekday" | "clipped" | "locations" | "off">

function ofNumbers(
  parts: readonly SegmentSide[],
  now: SegmentSide,
  cut: PeriodCut,
  clips: (distances: Distances) => boolean = isFar,
): Figures {
  const whole = joinSorted(parts.map(({ sample }) => sample))
  if (whole.length === 0 || now.sample.length === 0) return noPeriods
  const scale = scaleOf(whole)
  const units = parts.map(({ sample }) => inScale(sample, scale))
  const all = inScale(whole, scale)
  const periods = cut.periods.map(({ units: places }) =>
    places.length === 1 ? units[places[0]] : joinSorted(places.map((place) => units[place])),
  )
  const current = inScale(now.sample, scale)
  const found = isDaily(cut) ? numberLocations(all, periods, current) : null
  const distances = distancesOf(all, periods, current, cut)
  const off = offOf(parts, now, cut, scale.deviation)
  return {
    ...distances,
    ...(off && { off }),
    clipped: clips(distances) ? clippedDistances(all, periods, current, cut) : null,
    locations: found === null ? [] : [{ value: null, ...byWeekday(found, cut) }],
  }
}

/**
 * What each distance may be off by, in deviations: a Wasserstein distance moves by no more than the values of both sides do on average.
 * Clipping points may lie elsewhere too, each no further than a value does.
 */
function offOf(
  parts: readonly SegmentSide[],
  now: SegmentSide,
  { periods }: PeriodCut,
  deviation: number,
): ColumnPeriods["off"] {
  const whole = joinedMoves(parts)
  if (whole === undefined && now.moved === undefined) return undefined
  const rowsOf = (places: readonly number[]) => places.reduce((sum, place) => sum + parts[place].sample.length, 0)
  const sumOf = (places: readonly number[]) => places.reduce((sum, place) => sum + (parts[place].moved?.sum ?? 0), 0)
  const all = parts.map((_, place) => place)
  const groups = days
    .map((day) => periods.filter(({ weekday }) => weekday === day).flatMap(({ units }) => units))
    .filter((places) => rowsOf(places) > 0)
  const meanOf = (places: readonly number[]) => sumOf(places) / Math.max(1, rowsOf(places))
  const ofWhole = Math.max(meanOf(all), ...groups.map(meanOf))
  const ofNow = (now.moved?.sum ?? 0) / now.sample.length
  // A period is held to the rest: as much of the whole as it is not.
  const times = Math.max(
    1,
    ...periods.map(({ units }) => rowsOf(all) / Math.max(1, rowsOf(all) - rowsOf(units))),
    ...groups.flatMap((group) =>
      periods
        .filter(({ units }) => units.every((unit) => group.includes(unit)))
        .map(({ units }) => rowsOf(group) / Math.max(1, rowsOf(group) - rowsOf(units))),
    ),
  )
  const ofPeriods = Math.max(0, ...periods.map(({ units }) => meanOf(units)))
  const cuts = 2 * (whole?.each ?? 0)
  const offBy = (more: number) => ({
    periods: (times * (ofWhole + ofPeriods + more)) / deviation,
    current: (ofWhole + ofNow + more) / deviation,
  })
  const side = whole === undefined ? "current" : now.moved === undefined ? "reference" : "both"
  return { values: offBy(0), clipped: offBy(cuts), side }
}

function ofCategories(parts: readonly SegmentSide[], now: SegmentSide, cut: PeriodCut): Figures {
  const levels = new Set(parts.flatMap(({ counts }) => Array.from(counts.keys())))
  if (levels.size === 0 || levels.size > mostLevels || now.counts.size === 0) return noPeriods
  const labels = Array.from(new Set([...levels, ...now.counts.keys()]))
  const aligned = ({ counts }: SegmentSide) => Float64Array.from(labels, (label) => counts.get(label) ?? 0)
  const units = parts.map(aligned)
  const current = aligned(now)
  const locations = isDaily(cut) ? sharesFollowed(labels, units, current, cut) : []
  return { ...ofCounts(units, current, levels.size, cut), clipped: null, locations }
}

/** Distances of ascending samples. */
function distancesOf(
  all: Float64Array,
  periods: readonly Float64Array[],
  current: Float64Array,
  cut: PeriodCut,
): Distances {
  const shared = { periods, current, rate: numberNoise(all) }
  return grouped(cut, periods, all, sortedValues, (groups) => numberDistances({ ...shared, ...groups }))
}

/** Whether current may pass its limit: it is further than half of the periods. */
function isFar({ values, sameWeekday }: Distances): boolean {
  return [values, sameWeekday].some((figures) => {
    const known = figures?.distances.filter((distance) => distance !== null) ?? []
    return figures !== null && known.filter((distance) => distance < figures.current).length > known.length / 2
  })
}

function clippedDistances(
  all: Float64Array,
  periods: readonly Float64Array[],
  current: Float64Array,
  cut: PeriodCut,
): Distances | null {
  const points = clippingPoints(all)
  if (points === null) return null
  const inside = (sample: Float64Array) => clip(sample, points)
  return distancesOf(inside(all), periods.map(inside), inside(current), cut)
}

/** Where the shares of the largest categories lie, the largest first. */
function sharesFollowed(
  labels: readonly string[],
  units: readonly Float64Array[],
  current: Float64Array,
  cut: PeriodCut,
): PeriodLocations[] {
  const whole = summed(units)
  const periods = cut.periods.map(({ units: [place] }) => units[place])
  return labels
    .map((value, place) => ({ value, place }))
    .sort((a, b) => whole[b.place] - whole[a.place] || (a.value < b.value ? -1 : 1))
    .slice(0, mostFollowed)
    .map(({ value, place }) => ({ value, ...byWeekday(shareLocations(whole, periods, current, place), cut) }))
}

const isDaily = ({ unit, width }: PeriodCut) => unit === "day" && width === 1

/** Without what is usual on each day of the week, where there are enough of each. */
function byWeekday(found: Locations, { periods, weekday, byWeekday: enough }: PeriodCut): Locations {
  return enough
    ? withoutWeekdays(
        found,
        periods.map((period) => period.weekday),
        weekday,
      )
    : found
}

type Distances = Pick<ColumnPeriods, "values" | "sameWeekday">

function ofCounts(units: readonly Float64Array[], current: Float64Array, levels: number, cut: PeriodCut): Distances {
  const periods = cut.periods.map(({ units: places }) => summed(places.map((place) => units[place])))
  const shared = { periods, current, rate: categoryNoise(levels) }
  return grouped(cut, periods, summed(units), alignedCounts, (groups) => categoryDistances({ ...shared, ...groups }))
}

function missingFigures(parts: readonly SegmentSide[], now: SegmentSide, cut: PeriodCut): PeriodFigures | null {
  const counts = ({ rows, missing }: SegmentSide) => Float64Array.of(rows - missing, missing)
  return now.rows === 0 ? null : ofCounts(parts.map(counts), counts(now), 2, { ...cut, byWeekday: false }).values
}

interface Groups {
  wholes: Float64Array[]
  groupOf: number[]
  currentGroup: number
}

/** What is grouped: sorted values, or counts. */
interface Sort {
  join: (samples: readonly Float64Array[]) => Float64Array
  rowsOf: (sample: Float64Array) => number
}

const sortedValues: Sort = { join: joinSorted, rowsOf: ({ length }) => length }
const alignedCounts: Sort = { join: summed, rowsOf: (counts) => counts.reduce((sum, count) => sum + count, 0) }

/** The figures over all periods, and over those of the same day of the week where that is asked for and each has rows. */
function grouped(
  { periods: cut, byWeekday, weekday }: PeriodCut,
  periods: readonly Float64Array[],
  whole: Float64Array,
  { join, rowsOf }: Sort,
  figures: (groups: Groups) => PeriodFigures,
): Distances {
  const values = figures({ wholes: [whole], groupOf: periods.map(() => 0), currentGroup: 0 })
  if (!byWeekday) return { values, sameWeekday: null }
  const wholes = days.map((day) => join(periods.filter((_, i) => cut[i].weekday === day)))
  if (wholes.some((group) => rowsOf(group) === 0)) return { values, sameWeekday: null }
  const groupOf = cut.map((period) => period.weekday)
  return { values, sameWeekday: figures({ wholes, groupOf, currentGroup: weekday }) }
}

const days = [0, 1, 2, 3, 4, 5, 6]

function summed(counts: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(counts[0]?.length ?? 0)
  for (const each of counts) each.forEach((count, i) => (sums[i] += count))
  return sums
}
