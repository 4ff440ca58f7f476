/** The days that a profile keeps: made of a file, and used in its place. */
import type {
  ColumnPeriods,
  ColumnType,
  Dataset,
  PeriodCut,
  PeriodFigures,
  PeriodRows,
  StoredColumn,
  StoredPeriods,
} from "../model.js"
import { jensenShannon } from "../stats/jensen-shannon.js"
import { clip, clippingPoints } from "../stats/periods/clipping.js"
import { numberLocations, shareLocations, withoutWeekdays, type Locations } from "../stats/periods/locations.js"
import { categoryNoise, inScale, scaleOf } from "../stats/periods/period-distances.js"
import { total } from "../stats/total.js"
import { walkTies } from "../stats/walk-ties.js"
import { columnPeriods, daysOfColumn, movedOf, readAs, readWhole, type ReadAs } from "./column-periods.js"
import type { SegmentSide } from "./segment-column.js"

/** Numbers with at most so many values may be judged by their shares, and are kept as both. */
const fewValues = 20

/** What a profile keeps of the days in the cut. */
export async function storedPeriods(dataset: Dataset, cut: PeriodCut): Promise<StoredPeriods> {
  const columns = new Map<string, Partial<Record<ReadAs, StoredColumn>>>()
  for (const { name, kind } of dataset.columns) {
    const as: ReadAs[] = kind === "number" ? ["numbers"] : kind === "string" || kind === "boolean" ? ["categories"] : []
    if (kind === "number" && ((await dataset.summary(name)).distinct ?? Infinity) <= fewValues) as.push("categories")
    const kept: Partial<Record<ReadAs, StoredColumn>> = {}
    for (const each of as) {
      const found = await daysOfColumn(dataset, name, each, cut)
      if (found !== null) kept[each] = found
    }
    if (Object.keys(kept).length > 0) columns.set(name, kept)
    dataset.release(name)
  }
  const [from, to] = cut.reference.map((at) => new Date(at).toISOString())
  const { timestamp, timezone, periods, rows } = cut
  return { timestamp, timezone, days: periods.map(({ start }) => start), rows, range: [from, to], columns }
}

/** What the reference's periods and current say of a column, whether the reference is a file or a profile that kept its days. */
export async function periodsOf(
  name: string,
  type: ColumnType,
  sides: { reference: Dataset; current: Dataset },
  cut: PeriodCut,
): Promise<ColumnPeriods> {
  const as = readAs[type]
  const stored = cut.stored && as !== undefined ? await besideStored(name, as, sides, cut) : null
  return stored ?? columnPeriods(name, type, sides, cut)
}

/** The column's figures beside days that a profile kept; null where it kept none. The same day of the week alone is not kept. */
async function besideStored(
  name: string,
  as: ReadAs,
  { reference, current }: { reference: Dataset; current: Dataset },
  cut: PeriodCut,
): Promise<ColumnPeriods | null> {
  const stored = reference.storedPeriods?.columns.get(name)?.[as]
  const now = stored === undefined ? null : await readWhole(current, name, as)
  if (stored === undefined || now === null) return null
  const beside = { stored, cut, rows: stored.rows.map(({ rows, missing, infinite }) => rows - missing - infinite) }
  const figures =
    as === "numbers"
      ? await ofStoredNumbers(name, reference, now, beside)
      : ofCategories(await reference.counts(name), now.counts, beside)
  const missing = missingBeside(stored, now, cut)
  return { ...figures, sameWeekday: null, missing, rows: stored.rows.filter((_, i) => isKept(cut, i)) }
}

interface Beside {
  stored: StoredColumn
  cut: PeriodCut
  /** Rows with values of each day. */
  rows: number[]
}

async function ofStoredNumbers(name: string, reference: Dataset, now: SegmentSide, beside: Beside): Promise<Figures> {
  const whole = await reference.sample(name)
  const moved = await movedOf(reference, name, whole)
  const found = ofNumbers(whole, now.sample, beside)
  if (found.values === null || (moved === undefined && now.moved === undefined)) return found
  const { deviation } = scaleOf(whole)
  const [ofWhole, ofNow] = [(moved?.sum ?? 0) / whole.length, (now.moved?.sum ?? 0) / now.sample.length]
  // The days' own distances are those of the table that was profiled, but for their digits.
  const ofDays = Math.max(...beside.stored.distances.map((distance) => distance ?? 0)) * roundedTo
  const current = (ofWhole + ofNow) / deviation
  const clipped = { periods: ofDays, current: current + (2 * (moved?.each ?? 0)) / deviation }
  const side = moved === undefined ? "current" : now.moved === undefined ? "reference" : "both"
  return { ...found, off: { values: { periods: ofDays, current }, clipped, side } }
}

/** Parts of a distance that a profile rounds away. */
const roundedTo = 5e-4

type Figures = Pick<ColumnPeriods, "values" | "clipped" | "locations" | "off">

const noFigures: Figures = { values: null, clipped: null, locations: [] }

const isKept = ({ periods }: PeriodCut, i: number) => periods[i].units.length > 0

function ofNumbers(whole: Float64Array, sample: Float64Array, beside: Beside): Figures {
  if (whole.length === 0 || sample.length === 0) return noFigures
  const scale = scaleOf(whole)
  const [all, current] = [inScale(whole, scale), inScale(sample, scale)]
  const { stored } = beside
  const points = clippingPoints(all)
  const sizes = [whole.length, sample.length] as const
  const clipped =
    stored.clipped === null || points === null
      ? null
      : figuresOf(stored.clipped, walkTies(clip(all, points), clip(current, points)).area, sizes, beside)
  return {
    values: figuresOf(stored, walkTies(all, current).area, sizes, beside),
    clipped: clipped === null ? null : { values: clipped, sameWeekday: null },
    locations: located(beside, () => numberLocations(all, [], current)?.current ?? null),
  }
}

function ofCategories(whole: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>, beside: Beside): Figures {
  if (whole.size === 0 || now.size === 0) return noFigures
  const labels = Array.from(new Set([...whole.keys(), ...now.keys()]))
  const aligned = (counts: ReadonlyMap<string, number>) => Float64Array.from(labels, (label) => counts.get(label) ?? 0)
  const [all, current] = [aligned(whole), aligned(now)]
  const sizes = [total(all), total(current)] as const
  return {
    values: figuresOf(beside.stored, jensenShannon(all, current), sizes, beside),
    clipped: null,
    locations: located(beside, (value) => {
      const place = labels.indexOf(value ?? "")
      return place < 0 ? null : shareLocations(all, [], current, place).current
    }),
  }
}

/** `sizes`: rows with values of all of the reference, and of current. */
function figuresOf(
  { rate, distances }: Pick<StoredColumn, "rate" | "distances">,
  current: number,
  [all, now]: readonly [number, number],
  { cut, rows }: Beside,
): PeriodFigures {
  const noiseOf = (n: number, rest: number) => rate * (1 / n + 1 / rest)
  return {
    distances: distances.map((distance, i) => (isKept(cut, i) ? distance : null)),
    noise: distances.map((distance, i) =>
      distance === null || !isKept(cut, i) ? null : noiseOf(rows[i], all - rows[i]),
    ),
    current,
    noise_current: noiseOf(now, all),
  }
}

function located(
  { stored, cut }: Beside,
  currentOf: (value: string | null) => number | null,
): ColumnPeriods["locations"] {
  return stored.locations.flatMap(({ value, periods: all }) => {
    const current = currentOf(value)
    if (current === null) return []
    const found: Locations = { periods: all.map((each, i) => (isKept(cut, i) ? each : null)), current }
    const weekdays = cut.periods.map(({ weekday }) => weekday)
    return [{ value, ...(cut.byWeekday ? withoutWeekdays(found, weekdays, cut.weekday) : found) }]
  })
}

function missingBeside(
  { missing, rows }: StoredColumn,
  now: { rows: number; missing: number },
  cut: PeriodCut,
): PeriodFigures | null {
  if (now.rows === 0) return null
  const sums = rows.reduce((sum, each) => [sum[0] + each.rows - each.missing, sum[1] + each.missing], [0, 0])
  const current = jensenShannon(Float64Array.from(sums), Float64Array.of(now.rows - now.missing, now.missing))
  const days = rows.map((each: PeriodRows) => each.rows)
  const sizes = [total(Float64Array.from(days)), now.rows] as const
  const stored = { rate: categoryNoise(2), distances: missing }
  return figuresOf(stored, current, sizes, {
    stored: { ...stored, clipped: null, missing, locations: [], rows },
    cut,
    rows: days,
  })
}
