import type { BesideRuns, GradualDrift, LastingChange, Report } from "../model.js"
import { cutMiddle, nameText } from "../words/escape.js"
import { count, number, plural, points, score, time } from "../words/format.js"

/** Names that a sentence holds. */
const mostNames = 3
const longestName = 40

/** A rise that takes longer is listed and not announced: it may be sure and yet too slow to matter. */
const soonRuns = 90

/** Columns that have not drifted in this run and rise so that they soon will, the first to do so first. */
export function risingUnseen({ trend, columns }: Pick<Report, "trend" | "columns">): GradualDrift[] {
  if (!trend) return []
  const quiet = new Set(columns.filter(({ status }) => status === "ok").map(({ name }) => name))
  const left = ({ runs_to_threshold: runs, to }: GradualDrift) => runs ?? (to >= 1 ? 0 : Infinity)
  return trend.gradual
    .filter((each) => each.direction === "rising" && quiet.has(each.column) && left(each) <= soonRuns)
    .sort((a, b) => left(a) - left(b))
}

/** What the course over many nights adds to a verdict, a sentence each. */
export const courseNotes = (report: Pick<Report, "trend" | "columns">): string[] => [
  ...lastingNotes(report.trend?.lasting ?? []),
  ...besideNotes(report.trend?.beside_runs),
  ...risingNotes(report),
]

/** One sentence: `Changed for good: "dep_delay" +0.42 sd since about 3 May 2013; "carrier" UA +4.1 points since about 7 May 2013.` */
export function lastingNotes(lasting: readonly LastingChange[]): string[] {
  if (lasting.length === 0) return []
  const named = lasting
    .slice(0, mostNames)
    .map(
      ({ column, since, ...each }) =>
        `"${cutMiddle(column, longestName)}" ${movedText(each)} since about ${day(since)}`,
    )
  const more = lasting.length > named.length ? `; ${count(lasting.length - named.length)} more` : ""
  return [`Changed for good: ${named.join("; ")}${more}.`]
}

/** One sentence: `Beside 46 earlier runs unusual: "air_time" (0.86, limit 0.36). 6 other drifted columns are as far as they were in those.` */
export function besideNotes(beside: BesideRuns | undefined): string[] {
  if (beside === undefined) return []
  const { runs, unusual, as_before: same } = beside
  const named = unusual
    .slice(0, mostNames)
    .map(
      ({ column, distance, limit }) =>
        `"${cutMiddle(column, longestName)}" (${score(distance, limit)}, limit ${score(limit, distance)})`,
    )
  const more = unusual.length > named.length ? `; ${count(unusual.length - named.length)} more` : ""
  const other = unusual.length > 0 ? "other " : ""
  return [
    ...(named.length > 0 ? [`Beside ${plural(runs, "earlier run")} unusual: ${named.join("; ")}${more}.`] : []),
    ...(same > 0
      ? [
          `${count(same)} ${other}drifted ${same === 1 ? "column is no further than it was" : "columns are no further than they were"} in ${plural(runs, "earlier run")}.`,
        ]
      : []),
  ]
}

/** "+0.42 sd", "UA +4.1 points". */
function movedText({ value, moved }: Pick<LastingChange, "value" | "moved">): string {
  if (value !== null) return `${nameText(cutMiddle(value, longestName), longestName)} ${points(moved)} points`
  return `${moved < 0 ? "−" : "+"}${number(Math.abs(moved), 2)} sd`
}

/** "3 May 2013". */
const day = (iso: string) => time(`${iso}T00:00:00Z`).replace(/,.*/, "")

/** One sentence: `Not past its threshold, but moving: "hum" rising for 12 runs, threshold reached in 4 runs at this slope.` */
export function risingNotes(report: Pick<Report, "trend" | "columns">): string[] {
  const rising = risingUnseen(report)
  if (rising.length === 0) return []
  const named = rising.slice(0, mostNames).map((each) => {
    const { column, runs_to_threshold: left } = each
    const soon = left === null ? "" : `, threshold reached in ${plural(left, "run")} at this slope`
    return `"${cutMiddle(column, longestName)}" ${courseText(each)}${soon}`
  })
  const more = rising.length > named.length ? `; ${count(rising.length - named.length)} more` : ""
  const whose = rising.length === 1 ? "its threshold" : "their thresholds"
  return [`Not past ${whose}, but moving: ${named.join("; ")}${more}.`]
}

/** "rising for 12 runs", "steady over 30 runs". */
export const courseText = ({ direction, runs }: GradualDrift): string =>
  `${direction} ${direction === "steady" ? "over" : "for"} ${plural(runs, "run")}`
