import type { Band, BandedCourse, HistoryRun } from "../model.js"
import { bandsOf, hasRoom, type BandedSeries } from "./bands.js"
import { seriesOf, type FigureSeries } from "./series.js"

/** Figures that charts show; runs before them that say what is ordinary. */
const mostCourses = 8
const runsBefore = 60
/** What follows of the verdict has its own charts. */
const drawn = ({ name }: FigureSeries) => name !== "no_answer" && name !== "drift"

/** What the bands of a history say of the last runs. */
export interface BandedCourses {
  /** The figure over the last runs; null where the history does not have it. */
  of(name: string, subject: string): BandedCourse | null
  /** Those that lay outside in one of them: the latest first, then in more runs before in fewer; at most 8. */
  readonly unusual: BandedCourse[]
}

/** The courses of all figures over the last `shown` of these runs, all of one kind, oldest first. */
export function bandedCourses(runs: readonly HistoryRun[], shown: number): BandedCourses {
  const held = runs.slice(-(shown + runsBefore))
  if (held.length === 0) return { of: () => null, unusual: [] }
  const series = seriesOf(held)
  const last = bandsOf(held, series)(held.length - 1)
  const of = (name: string, subject: string) => {
    const found = last.of(name, subject)
    return found === null ? null : courseOf(found, Math.min(shown, held.length))
  }
  return {
    of,
    // Worked out when it is asked for: the bands of all figures take time.
    get unusual() {
      return series
        .filter(drawn)
        .flatMap(({ name, subject }) => of(name, subject) ?? [])
        .filter(({ outside }) => outside.length > 0)
        .sort((a, b) => (b.outside.at(-1) ?? 0) - (a.outside.at(-1) ?? 0) || b.outside.length - a.outside.length)
        .slice(0, mostCourses)
    },
  }
}

function courseOf({ series: { name, subject, points }, bands }: BandedSeries, shown: number): BandedCourse {
  const lately = bands.slice(-shown)
  return {
    name,
    subject,
    values: points.slice(-shown).map(({ value }) => value),
    bands: lately.map((each): Band | null =>
      each.band !== null && hasRoom(each) ? [each.band.low, each.band.high] : null,
    ),
    outside: lately.flatMap((each, i) => (each.outside && hasRoom(each) ? [i] : [])),
  }
}
