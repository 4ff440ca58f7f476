import type { CheckResult, ColumnResult } from "../model.js"

/** The page opens up to so many columns. */
const mostDetails = 60

/**
 * The columns whose details the page shows, of all in reading order: every one where there are few or `all` is true; else up
 * to 60 of those that drifted, failed a check or could not be tested.
 */
export function openedColumns(
  columns: readonly ColumnResult[],
  checks: readonly CheckResult[],
  all: boolean,
): ReadonlySet<ColumnResult> {
  if (all || columns.length <= mostDetails) return new Set(columns)
  const failed = new Set(checks.flatMap(({ status, column }) => (status === "fail" ? [column] : [])))
  const worth = ({ status, name }: ColumnResult) => status === "drift" || status === "error" || failed.has(name)
  return new Set(columns.filter(worth).slice(0, mostDetails))
}
