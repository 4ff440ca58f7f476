import type { GradualDrift, Report } from "../model.js"
import { cutMiddle } from "../words/escape.js"
import { count, plural } from "../words/format.js"

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
