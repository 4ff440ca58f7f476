/** What moved when, within current: pure, from the courses of a report. */
import type { ColumnResult, CourseFacts, CourseLine, CourseUsual, Report } from "../model.js"
import { nameText, visible } from "../words/escape.js"
import { count, pair, share } from "../words/format.js"

const longestName = 40
const mostNamed = 5
const fewestPoints = 3
/** Stands for a departure from what never varies. */
const most = 100

/** What is usual at a point. */
export function usualAt({ usual }: CourseLine, i: number, { unit, width, starts }: CourseFacts): CourseUsual {
  return usual.length === 1 || unit !== "hour" || width !== 1 ? usual[0] : usual[Number(starts[i].slice(11, 13))]
}

/** Where a point lies beside what is usual. */
interface Departure {
  /** In standard deviations of what is usual there, or of chance at so many rows, whichever is larger. */
  by: number
  outside: boolean
}

/**
 * Outside lies what is beyond 19 of 20 of the reference's hours or days, and by more than three standard errors from their middle at
 * its number of rows. Null where a point has no figure.
 */
export function departures(line: CourseLine, facts: CourseFacts, std: number | null): (Departure | null)[] {
  return line.values.map((value, i) => {
    if (value === null) return null
    const { middle, low, high } = usualAt(line, i, facts)
    const rows = Math.max(1, facts.rows[i])
    // A share of 0 in the reference is no certainty that there can be none.
    const p = (middle * rows + 1) / (rows + 2)
    const error = (line.of === "mean" ? (std ?? 0) : Math.sqrt(p * (1 - p))) / Math.sqrt(rows)
    const isBeyond = value < (low ?? middle) || value > (high ?? middle)
    const scale = Math.max(((high ?? middle) - (low ?? middle)) / 4, error)
    const by = value === middle ? 0 : scale === 0 ? Math.sign(value - middle) * most : (value - middle) / scale
    return { by, outside: isBeyond && Math.abs(value - middle) > 3 * error }
  })
}

/** Sentences: since when the column's values, or its missing ones, are unusual within current, or which hours or days alone are. */
export function courseSentences({ course = [], reference }: ColumnResult, { course: facts }: Report): string[] {
  if (facts === undefined) return []
  return course.flatMap((line) => {
    const when = whenOutside(departures(line, facts, reference?.std ?? null), facts)
    return when === null ? [] : [`${when.words}: ${figures(line, when.places, facts)}.`]
  })
}

interface When {
  words: string
  /** The points that it speaks of. */
  places: number[]
}

/** Null where nothing is unusual, or too little is known. */
function whenOutside(all: readonly (Departure | null)[], facts: CourseFacts): When | null {
  const known = all.flatMap((point, i) => (point === null ? [] : [i]))
  const out = known.filter((i) => all[i]?.outside === true)
  if (known.length < fewestPoints || out.length === 0) return null
  const name = (i: number) => pointName(i, facts)
  const unit = facts.width === 1 ? facts.unit : `${count(facts.width)} ${facts.unit}s`
  if (isEverywhere(all)) return { words: "Since when within current: all along", places: known }
  if (out.length === 1) return { words: `When within current: one ${unit} alone, ${name(out[0])}`, places: out }
  const [first, last] = [known.indexOf(out[0]), known.indexOf(out[out.length - 1])]
  const isDense = out.length >= 0.8 * (last - first + 1)
  if (isDense && last === known.length - 1)
    return { words: `Since when within current: from ${name(out[0])} on`, places: out }
  if (isDense && first === 0) return { words: `When within current: until ${name(known[last])}`, places: out }
  if (isDense) return { words: `When within current: ${name(out[0])} to ${name(known[last])}`, places: out }
  const hours = hoursOfDay(out, known, facts)
  if (hours !== null) return { words: `Times of day that moved: ${hours}`, places: out }
  const named = out.slice(0, mostNamed).map(name)
  const more = out.length > named.length ? ", …" : ""
  const of = `${count(out.length)} of ${count(known.length)} ${facts.unit}s`
  return { words: `When within current: ${of}, ${named.join(", ")}${more}`, places: out }
}

/** Whether nearly all points lie outside, or those that do not lean the same way: by a standard deviation on average. */
function isEverywhere(all: readonly (Departure | null)[]): boolean {
  const known = all.filter((point) => point !== null)
  const mean = (some: readonly Departure[]) => some.reduce((sum, { by }) => sum + by, 0) / some.length
  const [out, rest] = [known.filter(({ outside }) => outside), known.filter(({ outside }) => !outside)]
  return out.length >= 0.9 * known.length || mean(rest) * Math.sign(mean(out)) >= 1
}

/** "02:00, 03:00" where these hours are unusual each day and hardly another is; null otherwise. */
function hoursOfDay(
  out: readonly number[],
  known: readonly number[],
  { unit, width, starts }: CourseFacts,
): string | null {
  if (unit !== "hour" || width !== 1) return null
  const hourOf = (i: number) => starts[i].slice(11, 13)
  const hours = Array.from(new Set(out.map(hourOf))).sort()
  const all = known.filter((i) => hours.includes(hourOf(i)))
  const isDaily = all.length > hours.length && out.length >= 0.8 * all.length && hours.length <= 12
  return isDaily ? hours.map((hour) => `${hour}:00`).join(", ") : null
}

/** "2013-03-08 14:00", "2013-03-08". */
export const pointName = (i: number, { unit, starts }: CourseFacts): string =>
  unit === "hour" ? `${starts[i].replace("T", " ")}:00` : starts[i]

/** "mean 62 there, where 16 is usual". */
function figures(line: CourseLine, places: readonly number[], facts: CourseFacts): string {
  const mean = (valueOf: (i: number) => number) => places.reduce((sum, i) => sum + valueOf(i), 0) / places.length
  const [here, usual] = [mean((i) => line.values[i] ?? 0), mean((i) => usualAt(line, i, facts).middle)]
  const [now, then] = line.of === "mean" ? pair(here, usual) : [share(here), share(usual)]
  return `${figureName(line)} ${now}, where ${then} is usual`
}

/** "mean", "share of UA", "missing". */
export function figureName({ of, value }: Pick<CourseLine, "of" | "value">): string {
  return of === "share" ? `share of ${visible(nameText(value ?? "", longestName))}` : of
}
