/** Columns on the watchlist of the folder of runs: shown first, and drifted already where others would be unusual. */
import type { ColumnResult, TestedColumn } from "../model.js"
import type { CompareOptions } from "../options/options.js"

/** The columns, those that are watched with the mark: of them `unusual` beside the reference's own periods counts as drift. */
export function holdWatched(columns: ColumnResult[], { watched }: Pick<CompareOptions, "watched">): ColumnResult[] {
  if (watched === undefined || watched.size === 0) return columns
  return columns.map((column) => {
    if (!watched.has(column.name)) return column
    return column.status === "ok" && column.period?.unusual === true
      ? drifted(column)
      : { ...column, watched: true as const }
  })
}

/** Its ratio is that to the limit that decides now. */
function drifted(column: TestedColumn): TestedColumn {
  const { distance = null, unusual_limit: limit = null } = column.period ?? {}
  return {
    ...column,
    status: "drift",
    reason: `${column.reason} It is on the watchlist, where unusual counts as drift.`,
    ratio: distance === null || limit === null || limit === 0 ? 1 : Math.max(1, distance / limit),
    watched: true,
  }
}
