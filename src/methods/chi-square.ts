import type { DriftMethod } from "../model.js"
import { chiSquareTable } from "../stats/chi-square-table.js"

/** Score: the p-value, without Yates' correction. Statistic: chi-square. One category on both sides: statistic 0, p 1. */
export default {
  meta: {
    title: "Chi-square test",
    shortTitle: "Chi-square",
    description:
      "How likely category counts this different are if both sides were drawn from the same shares: a p-value from 0 to 1.",
    kind: "test",
    columnTypes: ["categorical", "boolean"],
    needs: "counts",
    threshold: 0.05,
    thresholdReason:
      "Convention: of columns that did not change, about one in twenty falls below it. It says how sure, not how large: with many rows even a tiny change does.",
    usual: true,
    source: "Pearson (1900), Philosophical Magazine 50:157-175",
  },

  measure({ reference, current }) {
    const { statistic, p, cells, cellsBelowFive } = chiSquareTable(reference, current)
    const warnings = cellsBelowFive > 0 ? [`fewer than 5 expected in ${cellsBelowFive} of ${cells} cells`] : []
    return { score: p, statistic, warnings }
  },
} satisfies DriftMethod<"counts">
