import type { DataCheck } from "../../model.js"
import { onCurrent, type ColumnInCurrent } from "../both-sides.js"

/** Columns that hold the same values as an earlier one. */
export default {
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
    const first = new Map<string, string>()
    const found = onCurrent(columns).flatMap((column) => {
      if (column.current.content_hash === null || (column.current.distinct ?? 0) < 2) return []
      const content = contentOf(column)
      const earlier = first.get(content)
      if (earlier === undefined) first.set(content, column.name)
      if (earlier === undefined) return []
      return [
        {
          column: column.name,
          value: 1,
          reference_value: null,
          message: `${column.name} holds the values of ${earlier}`,
        },
      ]
    })
    return found.length > 0
      ? found
      : [{ column: null, value: 0, reference_value: null, message: "No column repeats another" }]
  },
} satisfies DataCheck

function contentOf({ current }: ColumnInCurrent): string {
  const { content_hash, rows, missing, distinct, min, max, sum, length_mean, top } = current
  return JSON.stringify([content_hash, rows, missing, distinct, min, max, sum, length_mean, top])
}
