/**
 * The columns that hold a data frame's row labels, as pandas notes them in a file: `value` is what stands under the key "pandas".
 * None for a range, which has no column, and for a note that cannot be read.
 * Source: https://arrow.apache.org/docs/python/pandas.html and the "pandas metadata" page of pandas' developer documentation.
 */
export function indexColumns(value: string | undefined): ReadonlySet<string> {
  if (value === undefined) return new Set()
  try {
    const note = JSON.parse(value) as { index_columns?: unknown } | null
    const columns = Array.isArray(note?.index_columns) ? (note.index_columns as unknown[]) : []
    return new Set(columns.filter((column) => typeof column === "string"))
  } catch {
    return new Set()
  }
}
