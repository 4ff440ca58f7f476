import type { DataCheck } from "../../model.js"
import { bothSides, type ColumnOnBothSides } from "../both-sides.js"

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
    const found = repeats(bothSides(columns)).map(([column, earlier]) => ({
      column: column.name,
      value: 1,
      reference_value: 0,
      message: `${column.name} holds the values of ${earlier.name}; in reference they differ`,
    }))
    const none = { column: null, value: 0, reference_value: null, message: "No column repeats another" }
    return found.length > 0 ? found : [none]
  },
} satisfies DataCheck

/** Each column with the first one that it equals in current and differed from in the reference. Constants do not count. */
function repeats(columns: readonly ColumnOnBothSides[]): [ColumnOnBothSides, ColumnOnBothSides][] {
  const byContent = new Map<string, ColumnOnBothSides[]>()
  return columns.flatMap((column) => {
    if (column.current.content_hash === null || (column.current.distinct ?? 0) < 2) return []
    const content = contentOf(column, "current")
    const equal = byContent.get(content) ?? []
    byContent.set(content, [...equal, column])
    const earlier = equal.find((other) => contentOf(other, "reference") !== contentOf(column, "reference"))
    return earlier === undefined ? [] : [[column, earlier]]
  })
}

function contentOf(column: ColumnOnBothSides, side: "reference" | "current"): string {
  const { content_hash, rows, missing, distinct, min, max, sum, length_mean, top } = column[side]
  return JSON.stringify([content_hash, rows, missing, distinct, min, max, sum, length_mean, top])
}
