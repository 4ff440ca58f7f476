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
    const part = reader.read(from, Math.min(side.rows, from + rangeRows))
    for (let i = 0; i < part.length; i++) {
      const place = placeOf[from + i]
      if (place < 0) continue
      const found = add(part[i])
      if (found === null) sums.missing[place]++
      else if (Number.isFinite(found)) {
        sums.present[place]++
        sums.sum[place] += found
      }
    }
  }
  return sums
}

/** What a stored value adds to the sum; null: it is missing. Infinite numbers are set aside. */
function adderOf(reader: RowReader, category: string | null): (stored: number) => number | null {
  if (reader.kind === "presence") return (stored) => (stored === 0 ? null : 0)
  if (reader.kind === "labels") {
    const wanted = category === null ? -2 : reader.labels.indexOf(category)
    return (stored) => (stored < 0 ? null : Number(stored === wanted))
  }
  if (category === null) return (stored) => (Number.isNaN(stored) ? null : stored)
  const wanted = category === "true" ? 1 : category === "false" ? 0 : Number(category)
  return (stored) => (Number.isNaN(stored) ? null : Number(stored === wanted))
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
