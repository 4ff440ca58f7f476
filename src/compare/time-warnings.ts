import type { ColumnResult, ColumnSummary } from "../model.js"

/** A warning where the column with the time of each row holds something else: then nothing goes by time, and it is not tested either. */
export function timeWarnings(columns: readonly ColumnResult[]): string[] {
  return columns
    .filter(({ role, type, reference, current }) => {
      return role === "timestamp" && type !== "datetime" && (holdsValues(reference) || holdsValues(current))
    })
    .map(
      ({ name, type }) =>
        `${JSON.stringify(name)} is named as the time column, and holds no times: it was read as ${type}. No row is dated by it, and it is not tested.`,
    )
}

const holdsValues = (side: ColumnSummary | null) => side !== null && side.missing < side.rows
