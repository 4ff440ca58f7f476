import type { BandedCourse, EpisodeFacts, TrendRun } from "../model.js"
import { nameHtml, nameText } from "../words/escape.js"
import { count, plural, trimmed } from "../words/format.js"
import { courseLine } from "./charts/course-line.js"

/** Figures that lay outside their band, each with its course. */
export interface UnusualView {
  note: string
  courses: { title_html: string; note: string; svg: string }[]
}

const longestName = 40

/** Null where none did. `runs`: those of the courses; `episodes`: alerts, whose times are marked. */
export function unusualView(
  unusual: readonly BandedCourse[],
  runs: readonly TrendRun[],
  episodes: readonly EpisodeFacts[] = [],
): UnusualView | null {
  const courses = unusual.flatMap((course) => courseView(course, runs, episodes))
  if (courses.length === 0) return null
  const now = unusual.filter(({ outside, values }) => outside.includes(values.length - 1)).length
  const which = now === 0 ? "none of them in the last run" : `${count(now)} of them in the last run`
  return {
    note:
      `${plural(courses.length, "figure")} lay outside the band that the runs before gave, ${which}. Shaded: where 997 of 1,000 ordinary ` +
      `values lie, learned from 14 to 30 days; dots: outside it; bars below: an alert was open.`,
    courses,
  }
}

function courseView(
  { name, subject, values, bands, outside }: BandedCourse,
  runs: readonly TrendRun[],
  episodes: readonly EpisodeFacts[],
) {
  const own = episodes.filter(({ figures }) => figures.some((each) => each.name === name && each.subject === subject))
  const title = `${name.replaceAll("_", " ")}${subject === "" ? "" : ` of ${nameText(subject, longestName)}`}`
  const svg = courseLine(
    values.map((value, i) => ({
      at: Date.parse(runs[i].created_at),
      value,
      low: bands[i]?.[0] ?? null,
      high: bands[i]?.[1] ?? null,
      outside: outside.includes(i),
      alarmed: own.some((each) => wasOpen(each, runs[i].created_at)),
    })),
    `${title} over ${plural(values.length, "run")}, outside its band in ${count(outside.length)}`,
    (value) => trimmed(value),
  )
  if (svg === null) return []
  const title_html = `${name.replaceAll("_", " ")}${subject === "" ? "" : ` of ${nameHtml(subject)}`}`
  return [{ title_html, note: lastText(values, bands), svg }]
}

/** Both ends are times of runs; the one that ended it is no longer part of it. */
const wasOpen = ({ since, until }: EpisodeFacts, at: string) => at >= since && (until === null || at < until)

/** "last 0.31, ordinary 0.02 to 0.05". */
function lastText(values: BandedCourse["values"], bands: BandedCourse["bands"]): string {
  const last = values.findLastIndex((value) => value !== null)
  const band = bands.at(last) ?? null
  const value = values[last]
  if (value === null || last < 0) return ""
  const [low, high] = (band ?? []).map((end) => trimmed(end))
  const expected = band === null ? "without a band" : `ordinary ${low} to ${high}`
  return `last ${trimmed(value)}, ${expected}`
}
