import { saysWhy } from "../errors.js"
import type { ColumnResult, Dataset, DatasetFacts, RowFacts } from "../model.js"

/** A side of which nothing is known but its name. */
export function noFacts(label: string, path: string): DatasetFacts {
  return {
    label,
    path,
    rows: null,
    columns: null,
    missing_cells: null,
    rows_with_missing: null,
    duplicate_rows: null,
    bytes: null,
    sha256: null,
    time_range: null,
  }
}

/** `rows`: null where they are not known. `columns`: those of the report; the one with the role timestamp gives the range of time. */
export function datasetFacts(
  { label, path, rows, columns }: Dataset,
  known: RowFacts | null = null,
  timeRange: DatasetFacts["time_range"] = null,
): DatasetFacts {
  return { ...noFacts(label, path), rows, columns: columns.length, ...known, time_range: timeRange }
}

/** First and last instant of the timestamp column; null without one. */
export function timeRangeOf(
  columns: readonly ColumnResult[],
  side: "reference" | "current",
): DatasetFacts["time_range"] {
  const summary = columns.find(({ role }) => role === "timestamp")?.[side]
  return typeof summary?.min === "string" && typeof summary.max === "string" ? [summary.min, summary.max] : null
}

/** Facts about rows, or null when a column could not be read; that column says so itself. */
export async function rowFactsOf(dataset: Dataset): Promise<RowFacts | null> {
  try {
    return await dataset.rowFacts()
  } catch (error) {
    if (saysWhy(error)) return null
    throw error
  }
}
