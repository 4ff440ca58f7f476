import type { ColumnResult, CourseFacts, CourseLine } from "../model.js"
import { nameText } from "../words/escape.js"
import { capital, plural, share, trimmed } from "../words/format.js"
import { courseLine, type CoursePoint } from "./charts/course-line.js"
import type { Context } from "./context.js"
import { departures, figureName, usualAt } from "./course-words.js"

/** A figure of a column over the time of current. */
export interface CourseView {
  title: string
  note: string
  svg: string
}

/** None where current has no times, and for private columns. */
export function courseViews(column: ColumnResult, { report: { course: facts } }: Context): CourseView[] {
  if (facts === undefined) return []
  return (column.course ?? []).flatMap((line) => {
    const points = pointsOf(line, facts, column.reference?.std ?? null)
    const outside = points.filter(({ outside: is }) => is).length
    const title = `${capital(figureName(line))} ${byTime(facts)}`
    const words = `${title} of ${nameText(column.name, 40)}: ${plural(outside, "point")} of ${String(points.length)} outside what is usual`
    const svg = courseLine(points, words, line.of === "mean" ? (value) => trimmed(value) : share)
    return svg === null ? [] : [{ title, note: noteOf(line, facts), svg }]
  })
}

function pointsOf(line: CourseLine, facts: CourseFacts, std: number | null): CoursePoint[] {
  const beside = departures(line, facts, std)
  return line.values.map((value, i) => {
    const { low, high } = usualAt(line, i, facts)
    const start = facts.starts[i]
    return {
      at: Date.parse(facts.unit === "hour" ? `${start}:00:00Z` : start),
      value,
      low,
      high,
      outside: beside[i]?.outside === true,
    }
  })
}

const byTime = ({ unit, width, timestamp }: CourseFacts) =>
  `by ${width === 1 ? unit : `${String(width)} ${unit}s`} of ${nameText(timestamp, 40)}`

function noteOf({ usual }: CourseLine, { unit, width, reference_points: points }: CourseFacts): string {
  if (usual[0].low === null) return ""
  const each = width === 1 ? `${unit}s` : `times as long`
  const same = usual.length > 1 ? ", at that hour of the day" : ""
  return `shaded: 19 of 20 of the reference's ${String(points)} ${each}${same}; dots lie outside by more than chance`
}
