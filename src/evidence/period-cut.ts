import { timeZoneOf } from "../columns/time-zone.js"
import { Unanswerable } from "../errors.js"
import type { Dataset, Period, PeriodCut, StoredPeriods } from "../model.js"
import { rangeOf } from "../stats/range-of.js"
import { clockOf, offsetsIn, type Clock } from "../stats/periods/clock.js"
import { median } from "../stats/median.js"
import { fewestPeriods } from "../stats/periods/period-limit.js"
import type { CompareOptions } from "../options/options.js"
import { instantsOf, timesIn } from "./instants.js"

const hourMs = 3_600_000
const dayMs = 86_400_000
/** A current that spans more than this share of the reference is no period of it. */
const widest = 1 / 4
/** Rows of a datetime column that must have a time, for it to be taken without being named. */
const mostlyPresent = 0.99

/** What the rows' times say: how the reference is cut, or null and why it is not where current is short. */
export interface CutAnswer {
  cut: PeriodCut | null
  note: string | null
}

/** The times of both sides in one column, in file order; NaN: missing. */
interface Times {
  column: string
  /** Whether the reference's rows stay where they are: its times are known, but not of which row each is. */
  isRemote: boolean
  named: boolean
  /** As the file states it; null where it does not. */
  zone: string | null
  reference: Float64Array
  current: Float64Array
}

type Sides = { reference: Dataset; current: Dataset }

/** Cuts the reference into periods as long as current, by the named time column or the only one that fits. */
export async function cutPeriods(sides: Sides, options: CompareOptions): Promise<CutAnswer> {
  if (sides.reference.storedPeriods !== undefined)
    return cutStored(sides.reference.storedPeriods, sides.reference.rows, sides.current, options)
  const candidates = (await timesOf(sides, options)).filter(isShort)
  const usable = candidates.filter((times) => times.named || isComplete(times))
  if (usable.length !== 1) return { cut: null, note: candidates.length === 0 ? null : whyNone(candidates) }
  const [times] = usable
  const cut = cutBy(times, options)
  return { cut, note: cut === null ? tooFew(times) : null }
}

/** The times of the column that was named, or of each column of times that both sides have. */
async function timesOf(sides: Sides, { roles }: Pick<CompareOptions, "roles">): Promise<Times[]> {
  const shared = sides.reference.columns.filter(
    ({ name, kind }) =>
      kind === "datetime" && sides.current.columns.some((other) => other.name === name && other.kind === "datetime"),
  )
  const isNamed = Array.from(roles.values()).includes("timestamp")
  const asked = isNamed ? shared.filter(({ name }) => roles.get(name) === "timestamp") : shared
  try {
    const read: Times[] = []
    for (const { name } of asked) read.push(await readTimes(name, isNamed, sides))
    return read
  } catch (error) {
    if (error instanceof Unanswerable) return []
    throw error
  }
}

async function readTimes(column: string, named: boolean, { reference, current }: Sides): Promise<Times> {
  const storage = reference.columns.find(({ name }) => name === column)?.storageType ?? ""
  const zone = timeZoneOf(storage)
  const times = { reference: await instantsOf(reference, column), current: await instantsOf(current, column) }
  return { column, named, zone, isRemote: reference.partsByTime !== undefined, ...times }
}

/** Whether current's time is so short a part of the reference's that its days may differ from those of the whole. */
const isShort = ({ reference, current }: Times) => spanOf(current) <= widest * spanOf(reference)

/** Whether nearly every row has a time. */
function isComplete({ reference, current }: Times): boolean {
  return [reference, current].every((side) => timesIn(side) >= mostlyPresent * side.length)
}

function spanOf(instants: Float64Array): number {
  const [first, last] = rangeOf(instants)
  return last - first
}

/** "Current spans 1 day by "at", the reference 84. …" */
function whyNone(candidates: readonly Times[]): string {
  const { column } = candidates[0]
  const which = candidates.length === 1 ? column : "…"
  return `${spansText(candidates[0])} Name the time of the rows: --timestamp ${which}.`
}

const tooFew = (times: Times) =>
  `${spansText(times)} Fewer than ${fewestPeriods} such periods lie in the reference, so that current is not held to them.`

function spansText({ column, reference, current }: Times): string {
  const days = [current, reference].map((side) => Math.max(1, Math.round(spanOf(side) / dayMs)))
  return (
    `By ${JSON.stringify(column)} current spans ${days[0]} ${days[0] === 1 ? "day" : "days"}, the reference ${days[1]}. ` +
    "A part of the time is no random sample of all of it: columns may be marked although nothing is unusual."
  )
}

/** The cut; null where too few periods lie in the reference. */
function cutBy(times: Times, { timezone, periods }: Pick<CompareOptions, "timezone" | "periods">): PeriodCut | null {
  const { column, named, reference, current } = times
  const now = rangeOf(current)
  const inside = reference.map((at) => Number(at >= now[0] && at <= now[1]))
  const past = rangeOf(reference.map((at, i) => (inside[i] === 1 ? NaN : at)))
  const { unit, width } = periodAs(now[1] - now[0])
  const unitMs = unit === "hour" ? hourMs : dayMs
  const clock = clockOf(timezone ?? periods.timezone ?? times.zone, unitMs)
  const { zone, numberOf } = clock
  const startOf = (number: number) => new Date(number * unitMs).toISOString().slice(0, unit === "hour" ? 13 : 10)
  const excepted = new Set(periods.except)
  const numbers = reference.map((at) => (Number.isFinite(at) ? numberOf(at) : NaN))
  const left = numbers.map((number, i) => {
    if (inside[i] === 1) return 1
    return Number.isFinite(number) && excepted.size > 0 && excepted.has(startOf(number).slice(0, 10)) ? 2 : 0
  })
  const counted = new Map<number, number>()
  numbers.forEach((number, i) => {
    if (left[i] === 0 && Number.isFinite(number)) counted.set(number, (counted.get(number) ?? 0) + 1)
  })
  const [from, to] = [numberOf(now[0]), numberOf(now[1])]
  const middle = numberOf((now[0] + now[1]) / 2)
  const kept = withoutCutEnds(counted).filter((number) => number < from || number > to)
  const place = new Map(kept.map((number, i) => [number, i]))
  const found = periodsOf(kept, place, width, startOf, unitMs)
  const independent = independentOf(found, kept)
  if (independent < fewestPeriods) return null
  const sizes = kept.map((unit) => counted.get(unit) ?? 0)
  const unitOf = Int32Array.from(numbers, (number, i) =>
    left[i] > 0 ? kept.length + 1 : (place.get(number) ?? kept.length),
  )
  return {
    ...(times.isRemote
      ? { byTime: unitsByTime(times, clock, unitMs, { numbers, left, places: place, without: now }) }
      : {}),
    timestamp: column,
    named,
    unit,
    width,
    timezone: zone,
    periods: found,
    independent,
    day: startOf(middle).slice(0, 10),
    weekday: weekdayOf(Math.floor((middle * unitMs) / dayMs)),
    byWeekday: matchesWeekdays(unit, width, found),
    stored: false,
    rows: found.map((period) => period.units.reduce((sum, place) => sum + sizes[place], 0)),
    reference_rows: reference.length,
    unitOf: times.isRemote ? new Int32Array(0) : unitOf,
    units: kept.length,
    reference: past,
    current: now,
    inside: left.reduce((sum, why) => sum + Number(why === 1), 0),
    excepted: left.reduce((sum, why) => sum + Number(why === 2), 0),
  }
}

/** What a table whose rows stay where they are needs to know of its units. */
function unitsByTime(
  { column, reference }: Times,
  clock: Clock,
  unit: number,
  known: { numbers: Float64Array; left: Float64Array; places: ReadonlyMap<number, number>; without: [number, number] },
): NonNullable<PeriodCut["byTime"]> {
  const left = new Set(known.numbers.filter((number, i) => known.left[i] === 2 && Number.isFinite(number)))
  const offsets = offsetsIn(clock, ...rangeOf(reference))
  return { units: { timestamp: column, unit, offsets, without: known.without }, places: known.places, left }
}

/** Hours up to five, then days. */
function periodAs(span: number): Pick<PeriodCut, "unit" | "width"> {
  const unit = span < Math.sqrt(24) * hourMs ? "hour" : "day"
  return { unit, width: Math.max(1, Math.round(span / (unit === "hour" ? hourMs : dayMs))) }
}

/** The units with rows, ascending, without a first and a last one that has less than half of the usual number. */
function withoutCutEnds(counted: ReadonlyMap<number, number>): number[] {
  const numbers = Array.from(counted.keys()).sort((a, b) => a - b)
  if (numbers.length === 0) return []
  const half = median(counted.values()) / 2
  const isCut = (i: number) => (counted.get(numbers[i]) ?? 0) < half
  return numbers.slice(isCut(0) ? 1 : 0, numbers.length - (isCut(numbers.length - 1) ? 1 : 0))
}

/** Windows as wide as a period, inside the range of the units: one from each unit on, or fewer where periods are long. */
function periodsOf(
  kept: readonly number[],
  place: ReadonlyMap<number, number>,
  width: number,
  startOf: (unit: number) => string,
  unitMs: number,
): Period[] {
  const step = Math.max(1, Math.round(width / 7))
  const last = (kept.at(-1) ?? 0) - width + 1
  const starts = kept.filter((unit) => unit <= last && (unit - kept[0]) % step === 0)
  return starts.map((first) => {
    const units = Array.from({ length: width }, (_, i) => place.get(first + i)).filter((unit) => unit !== undefined)
    return { start: startOf(first), units, weekday: weekdayOf(Math.floor((first * unitMs) / dayMs)) }
  })
}

/** How many periods do not overlap, taken from the first on. */
function independentOf(periods: readonly Period[], kept: readonly number[]): number {
  let [found, next] = [0, -Infinity]
  for (const { units } of periods) {
    if (units[0] < next) continue
    found++
    next = units[units.length - 1] + 1
  }
  return kept.length === 0 ? 0 : found
}

/** Day of the week of a day counted from 1970; 0 is Monday. */
const weekdayOf = (day: number) => (((day + 3) % 7) + 7) % 7

function matchesWeekdays(unit: PeriodCut["unit"], width: number, periods: readonly Period[]): boolean {
  if (unit !== "day" || width !== 1 || periods.length < 28) return false
  return [0, 1, 2, 3, 4, 5, 6].every((day) => periods.filter(({ weekday }) => weekday === day).length >= 4)
}

/** The days of a file by its named time column, or the only one that nearly every row has; null where there are fewer than seven. */
export async function cutDays(
  dataset: Dataset,
  named: string | null,
  options: Pick<CompareOptions, "timezone" | "periods">,
): Promise<PeriodCut | null> {
  const roles = new Map<string, "timestamp">(named === null ? [] : [[named, "timestamp"]])
  const all = await timesOf({ reference: dataset, current: dataset }, { roles })
  const usable = all.filter((times) => times.named || isComplete(times))
  if (usable.length !== 1) return null
  const [times] = usable
  const [, last] = rangeOf(times.reference)
  // A day after all others, so that none is left out for being current's.
  const after = Float64Array.of(last + dayMs, last + 2 * dayMs - 1)
  return cutBy({ ...times, current: after }, options)
}

/** The days that a profile keeps, for a current of one day. */
async function cutStored(
  { timestamp, timezone, days, rows, range }: StoredPeriods,
  referenceRows: number,
  current: Dataset,
  { roles, periods: { except, timezone: configured }, timezone: asked }: CompareOptions,
): Promise<CutAnswer> {
  const named = roles.get(timestamp) === "timestamp"
  const others = Array.from(roles).some(([name, role]) => role === "timestamp" && name !== timestamp)
  const column = current.columns.find(({ name, kind }) => name === timestamp && kind === "datetime")
  if (others || column === undefined) return noCutOf(`the days of its ${JSON.stringify(timestamp)} alone`)
  const zone = asked ?? configured
  if (zone !== null && zone !== timezone) return noCutOf(`days of ${timezone}, not of ${zone}`)
  const instants = await instantsIfAny(current, timestamp)
  if (instants === null) return noCutOf("days, and current no rows")
  const now = rangeOf(instants)
  const { unit, width } = periodAs(now[1] - now[0])
  if (unit !== "day" || width !== 1) return noCutOf("days, and current is no day")
  const { numberOf } = clockOf(timezone, dayMs)
  const [day, middle] = [numberOf(now[0]), numberOf((now[0] + now[1]) / 2)]
  const dayOf = (start: string) => Math.round(Date.parse(start) / dayMs)
  const isLeft = (start: string) => dayOf(start) === day || dayOf(start) === middle || except.includes(start)
  const periods = days.map((start, place) => ({
    start,
    units: isLeft(start) ? [] : [place],
    weekday: weekdayOf(dayOf(start)),
  }))
  const left = (start: string, reason: boolean) => (isLeft(start) && reason === except.includes(start) ? 1 : 0)
  const rowsLeft = (reason: boolean) => days.reduce((sum, start, i) => sum + left(start, reason) * rows[i], 0)
  const independent = periods.filter(({ units }) => units.length > 0).length
  if (independent < fewestPeriods) return noCutOf(`fewer than ${fewestPeriods} days`)
  const cut: PeriodCut = {
    ...{ timestamp, named, unit, width, timezone, periods, independent, rows, unitOf: new Int32Array(0) },
    day: new Date(middle * dayMs).toISOString().slice(0, 10),
    weekday: weekdayOf(middle),
    byWeekday: matchesWeekdays(unit, width, periods),
    stored: true,
    reference_rows: referenceRows,
    units: days.length,
    reference: [Date.parse(range[0]), Date.parse(range[1])],
    current: now,
    inside: rowsLeft(false),
    excepted: rowsLeft(true),
  }
  return { cut, note: null }
}

async function instantsIfAny(side: Dataset, column: string): Promise<Float64Array | null> {
  try {
    return await instantsOf(side, column)
  } catch (error) {
    if (error instanceof Unanswerable) return null
    throw error
  }
}

const noCutOf = (kept: string): CutAnswer => ({
  cut: null,
  note: `The reference's profile keeps ${kept}: current is not held to them.`,
})
