import { Unanswerable } from "../errors.js"
import type {
  CategoryTable,
  ColumnSummary,
  CourseCut,
  CourseLine,
  CourseUsual,
  Dataset,
  Distribution,
  RowReader,
} from "../model.js"
import { quantile } from "../stats/quantile.js"
import { sortAscending } from "../stats/sort-ascending.js"

/** Rows read together. */
const rangeRows = 65_536
/** Values that a point needs. */
const fewestValues = 5
/** Hours or days that say what is usual. */
const fewestPoints = 5

/** A column of both sides, as far as its course needs it. */
export interface CourseColumn {
  name: string
  /** Whether its values are numbers to be averaged. */
  isNumeric: boolean
  distribution: Distribution | null
  reference: ColumnSummary | null
  current: ColumnSummary | null
}

/** The figures of a column at each point of current, beside what is usual; none of the column of times itself, nor of profiles. */
export async function columnCourse(
  column: CourseColumn,
  sides: { reference: Dataset; current: Dataset },
  cut: CourseCut,
): Promise<CourseLine[]> {
  const asked = linesOf(column)
  if (asked.length === 0 || column.name === cut.timestamp) return []
  const [{ value }] = asked
  try {
    const current = await sumsOf(sides.current, column.name, cut.placeOf, cut.starts.length, value)
    const reference =
      cut.referencePlaceOf === null
        ? null
        : await sumsOf(sides.reference, column.name, cut.referencePlaceOf, cut.reference_points, value)
    return asked.map(({ of, value: category, middle }) => ({
      of,
      value: category,
      values: figuresOf(current, of),
      usual:
        reference === null ? [{ middle, low: null, high: null }] : usualOf(reference, { of, middle, hours: cut.hours }),
    }))
  } catch (error) {
    if (error instanceof Unanswerable) return []
    throw error
  }
}

/** A figure to be followed, and what it is in the whole reference. */
interface Asked extends Pick<CourseLine, "of" | "value"> {
  middle: number
}

function linesOf({ isNumeric, distribution, reference, current }: CourseColumn): Asked[] {
  if (reference === null || current === null || reference.rows === 0) return []
  const isAnyMissing = reference.missing + current.missing > 0
  const lines: Asked[] = []
  if (isNumeric && reference.mean !== null) lines.push({ of: "mean", value: null, middle: reference.mean })
  if (distribution?.kind === "categories") lines.push(...mostMoved(distribution))
  if (isAnyMissing) lines.push({ of: "missing", value: null, middle: reference.missing / reference.rows })
  return lines
}

/** The category whose share moved most; the first, which is the largest, of equal ones. */
function mostMoved({ rows, others }: CategoryTable): Asked[] {
  const total = (side: "reference" | "current") => rows.reduce((sum, row) => sum + row[side], others?.[side] ?? 0)
  const [from, to] = [total("reference"), total("current")]
  if (rows.length === 0 || from === 0 || to === 0) return []
  const moved = rows.map((row) => Math.abs(row.current / to - row.reference / from))
  const { value, reference } = rows[moved.indexOf(Math.max(...moved))]
  return [{ of: "share", value, middle: reference / from }]
}

/** By point: the rows with and without a value, and the sum of the values, or how many are the category. */
interface Sums {
  present: Float64Array
  missing: Float64Array
  sum: Float64Array
}

async function sumsOf(
  side: Dataset,
  name: string,
  placeOf: Int32Array,
  points: number,
  category: string | null,
): Promise<Sums> {
  const reader = await side.reader(name)
  const add = adderOf(reader, category)
  const sums = { present: new Float64Array(points), missing: new Float64Array(points), sum: new Float64Array(points) }
  for (let from = 0; from < side.rows; from += rangeRows) {
    const to = Math.min(side.rows, from + rangeRows)
    add(reader.read(from, to), placeOf.subarray(from, to), sums)
  }
  return sums
}

type Add = (stored: ArrayLike<number>, placeOf: Int32Array, sums: Sums) => void

/** What adds rows to the sums. */
function adderOf(reader: RowReader, category: string | null): Add {
  if (reader.kind === "presence") return (stored, placeOf, sums) => countCodes(stored, placeOf, sums, NaN, 1)
  if (reader.kind === "labels") {
    const wanted = category === null ? NaN : reader.labels.indexOf(category)
    return (stored, placeOf, sums) => countCodes(stored, placeOf, sums, wanted, 0)
  }
  if (category === null) return addNumbers
  const wanted = category === "true" ? 1 : category === "false" ? 0 : Number(category)
  return (stored, placeOf, sums) => countNumbers(stored, placeOf, sums, wanted)
}

/** Adds numbers. NaN is missing; infinite ones are set aside. */
function addNumbers(stored: ArrayLike<number>, placeOf: Int32Array, { present, missing, sum }: Sums): void {
  for (let i = 0; i < stored.length; i++) {
    const place = placeOf[i]
    if (place < 0) continue
    const value = stored[i]
    if (Number.isFinite(value)) {
      present[place]++
      sum[place] += value
    } else if (Number.isNaN(value)) missing[place]++
  }
}

/** Counts the numbers that are the wanted one. NaN is missing. */
function countNumbers(stored: ArrayLike<number>, placeOf: Int32Array, sums: Sums, wanted: number): void {
  for (let i = 0; i < stored.length; i++) if (placeOf[i] >= 0) count(sums, placeOf[i], stored[i], wanted)
}

function count({ present, missing, sum }: Sums, place: number, value: number, wanted: number): void {
  if (Number.isNaN(value)) missing[place]++
  else {
    present[place]++
    if (value === wanted) sum[place]++
  }
}

/** Counts the codes that are the wanted one. Those below `least` are missing. */
function countCodes(
  stored: ArrayLike<number>,
  placeOf: Int32Array,
  { present, missing, sum }: Sums,
  wanted: number,
  least: number,
): void {
  for (let i = 0; i < stored.length; i++) {
    const place = placeOf[i]
    if (place < 0) continue
    if (stored[i] < least) missing[place]++
    else {
      present[place]++
      if (stored[i] === wanted) sum[place]++
    }
  }
}

function figuresOf({ present, missing, sum }: Sums, of: CourseLine["of"]): (number | null)[] {
  return Array.from(present, (values, i) => {
    const all = of === "missing" ? values + missing[i] : values
    return all < fewestValues ? null : (of === "missing" ? missing[i] : sum[i]) / all
  })
}

function usualOf(
  sums: Sums,
  { of, middle, hours }: { of: CourseLine["of"]; middle: number; hours: Int32Array | null },
): CourseUsual[] {
  const figures = figuresOf(sums, of)
  const byHour =
    hours === null ? [] : Array.from({ length: 24 }, (_, hour) => figures.filter((_figure, i) => hours[i] === hour))
  const ofEach = byHour.map((some) => bandOf(some))
  // Hours that the reference lacks, or knows too seldom, are held to all its hours.
  const whole = bandOf(figures)
  const all = { middle, low: whole?.low ?? null, high: whole?.high ?? null }
  return ofEach.some((band) => band !== null) ? ofEach.map((band) => band ?? all) : [all]
}

function bandOf(figures: readonly (number | null)[]): CourseUsual | null {
  const known = sortAscending(Float64Array.from(figures.filter((figure) => figure !== null)))
  if (known.length < fewestPoints) return null
  return { middle: quantile(known, 0.5), low: quantile(known, 0.025), high: quantile(known, 0.975) }
}
