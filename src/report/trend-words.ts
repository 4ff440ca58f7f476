import type { GradualDrift, Report } from "../model.js"
import { cutMiddle } from "./escape.js"
import { count, plural } from "./format.js"

/** Names that a sentence holds. */
const mostNames = 3
const longestName = 40

/** Columns that rise from run to run and have not drifted in this one, the surest rise first. */
export function risingUnseen({ trend, columns }: Pick<Report, "trend" | "columns">): GradualDrift[] {
  if (!trend) return []
  const quiet = new Set(columns.filter(({ status }) => status === "ok").map(({ name }) => name))
  return trend.gradual.filter(({ direction, column }) => direction === "rising" && quiet.has(column))
}

/** "Not past its threshold, but rising: hum, rising for 12 runs, reaches it in 4 runs." Null where no column does so. */
export function risingSentence(report: Pick<Report, "trend" | "columns">): string | null {
  const rising = risingUnseen(report)
  if (rising.length === 0) return null
  const named = rising.slice(0, mostNames).map((each) => {
    const { column, runs_to_threshold: left } = each
    const soon = left === null ? "" : `, threshold reached in ${plural(left, "run")} at this slope`
    return `"${cutMiddle(column, longestName)}" ${courseText(each)}${soon}`
  })
  const more = rising.length > named.length ? `; ${count(rising.length - named.length)} more` : ""
  const whose = rising.length === 1 ? "its threshold" : "their thresholds"
  return `Not past ${whose}, but moving: ${named.join("; ")}${more}.`
}

/** "rising for 12 runs", "steady over 30 runs". */
export const courseText = ({ direction, runs }: GradualDrift): string =>
  `${direction} ${direction === "steady" ? "over" : "for"} ${plural(runs, "run")}`
