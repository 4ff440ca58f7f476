import type { ColumnSummary, DataCheck } from "../../model.js"
import { bothSides, onCurrent, type ColumnInCurrent, type ColumnOnBothSides } from "../both-sides.js"

/** Columns that hold the same values in current and did not in the reference. */
export default {
  meta: {
    title: "No column repeats another",
    failTitle: "A column repeats another",
    description:
      "Columns whose values equal those of an earlier column in every figure and at 4,096 evenly spaced rows of current, and did not in the reference.",
    evidence: "figures",
    unit: "count",
    limitsAbove: "zero",
    warnLimit: 0,
    failLimit: null,
    limitsReason:
      "A copy is most often a mistake in a query; columns that nearly agree may become equal in few rows, so it never fails by default.",
  },

  check({ columns }) {
    const found = repeats(bothSides(columns), differedBefore).map(([column, earlier]) => ({
      column: column.name,
      value: 1,
      reference_value: 0,
      message: `${column.name} holds the values of ${earlier.name}; in reference they differ`,
    }))
    return found.length > 0 ? found : [noRepeat]
  },

  alone: {
    meta: {
      title: "No column repeats another",
      failTitle: "A column repeats another",
      description:
        "Columns whose values equal those of an earlier column in every figure and at 4,096 evenly spaced rows.",
      evidence: "figures",
      unit: "count",
      limitsAbove: "zero",
      warnLimit: 0,
      failLimit: null,
      limitsReason: "A copy is most often a mistake in a query. It may be meant, so that it never fails by default.",
    },

    check({ columns }) {
      const found = repeats(onCurrent(columns), () => true).map(([column, earlier]) => ({
        column: column.name,
        value: 1,
        reference_value: null,
        message: `${column.name} holds the values of ${earlier.name}`,
      }))
      return found.length > 0 ? found : [noRepeat]
    },
  },
} satisfies DataCheck

const noRepeat = { column: null, value: 0, reference_value: null, message: "No column repeats another" }

/** Each column with the first earlier one that holds the same values in current and counts. Constants do not count. */
function repeats<Column extends ColumnInCurrent>(
  columns: readonly Column[],
  counts: (column: Column, earlier: Column) => boolean,
): [Column, Column][] {
  const byContent = new Map<string, Column[]>()
  return columns.flatMap((column): [Column, Column][] => {
    if (column.current.content_hash === null || (column.current.distinct ?? 0) < 2) return []
    const content = contentOf(column.current)
    const equal = byContent.get(content) ?? []
    byContent.set(content, [...equal, column])
    const earlier = equal.find((other) => counts(column, other))
    return earlier === undefined ? [] : [[column, earlier]]
  })
}

function differedBefore(column: ColumnOnBothSides, earlier: ColumnOnBothSides): boolean {
  return contentOf(earlier.reference) !== contentOf(column.reference)
}

function contentOf(summary: ColumnSummary): string {
  const { content_hash, rows, missing, distinct, min, max, sum, length_mean, top } = summary
  return JSON.stringify([content_hash, rows, missing, distinct, min, max, sum, length_mean, top])
}
