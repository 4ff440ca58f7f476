/** What is accepted for a while: marked on the columns, and its checks softened. */
import type { Acceptance, CheckResult, ColumnResult } from "../model.js"
import type { ColumnOptions, CompareOptions } from "../options/options.js"
import { acceptedText, dayText } from "../words/accepted.js"
import { nameText } from "../words/escape.js"

/** What is accepted of a column on the day of the run (UTC), that day included; undefined where nothing is. */
export function acceptanceOf(own: ColumnOptions | undefined, now: number | null): Acceptance | undefined {
  const until = own?.acceptUntil
  if (own === undefined || until === undefined || now === null || dayOf(now) > until) return undefined
  return { until, why: own.why ?? null, owner: own.owner ?? null }
}

const dayOf = (now: number) => new Date(now).toISOString().slice(0, 10)

/** The columns, those that are accepted with the mark. */
export function markAccepted(
  columns: ColumnResult[],
  { perColumn, now }: Pick<CompareOptions, "perColumn" | "now">,
): ColumnResult[] {
  return columns.map((column) => {
    const accepted = acceptanceOf(perColumn.get(column.name), now)
    return accepted === undefined ? column : { ...column, accepted }
  })
}

/** The checks: one that fails for a column that is accepted warns, and says so. */
export function softened(
  checks: readonly CheckResult[],
  { perColumn, now }: Pick<CompareOptions, "perColumn" | "now">,
): CheckResult[] {
  return checks.map((check) => {
    const accepted = check.column === null ? undefined : acceptanceOf(perColumn.get(check.column), now)
    return accepted === undefined || check.status !== "fail"
      ? check
      : { ...check, status: "warn", message: `${check.message} Only a warning: ${acceptedText(accepted)}.` }
  })
}

/** A word on each column that drifts again for good, because what was accepted of it has run out. */
export function endedNotes(columns: readonly ColumnResult[], { perColumn, now }: CompareOptions): string[] {
  return columns.flatMap(({ name, status, accepted }) => {
    const until = perColumn.get(name)?.acceptUntil
    if (status !== "drift" || accepted !== undefined || until === undefined || now === null) return []
    return [`${nameText(name, 40)} counts again: its drift was accepted until ${dayText(until)}.`]
  })
}
