import type { ColumnSummary, Dataset } from "../model.js"
import type { TableFunctionName } from "./functions.js"
import type { Typed } from "./typed.js"

export type TableCall = Typed & { kind: "table" }
type Figure = number | boolean | null

/** What a table function gives for this dataset; null where there is no figure (the mean of no values). */
export async function tableFigure(call: TableCall, dataset: Dataset): Promise<Figure> {
  const { function: name, columns } = call
  if (name === "rows") return dataset.rows
  if (name === "duplicates") return dataset.repeatedRows(columns)
  if (name === "unique") return (await dataset.repeatedRows(columns)) === 0
  try {
    return ofSummary[name](await dataset.summary(columns[0]))
  } finally {
    dataset.release(columns[0])
  }
}

const ofSummary: Record<
  Exclude<TableFunctionName, "rows" | "duplicates" | "unique">,
  (summary: ColumnSummary) => Figure
> = {
  missing: ({ missing, rows }) => (rows === 0 ? 0 : missing / rows),
  distinct: ({ distinct }) => distinct,
  mean: ({ mean }) => mean,
  median: ({ quantiles }) => quantiles?.["50"] ?? null,
  std: ({ std }) => std,
  sum: ({ sum }) => sum,
  min: ({ min }) => asNumber(min),
  max: ({ max }) => asNumber(max),
}

/** Datetimes are reported as ISO 8601; here they are milliseconds, as in rows. */
function asNumber(value: number | string | null): number | null {
  if (typeof value !== "string") return value
  const ms = Date.parse(value)
  return Number.isNaN(ms) ? null : ms
}

/** The same call, written out: `missing(a)`. */
export function callText({ function: name, columns }: TableCall): string {
  return `${name}(${columns.join(", ")})`
}
