import type { DriftMethod } from "../model.js"
import { chiSquareTable } from "../stats/chi-square-table.js"
import { gTable } from "../stats/g-table.js"

/**
 * Score: the p-value of the log-likelihood ratio, without Yates' correction. Statistic: G. One category on both sides:
 * statistic 0, p 1. With few rows per category p is smaller than it should be, more so than that of chi-square.
 */
export default {
  meta: {
    title: "G-test",
    shortTitle: "G-test",
    description:
      "How likely category counts this different are if both sides were drawn from the same shares (likelihood ratio): a p-value from 0 to 1.",
    kind: "test",
    columnTypes: ["categorical", "boolean"],
    needs: "counts",
    threshold: 0.05,
    thresholdReason:
      "Convention: of columns that did not change, about one in twenty falls below it. It says how sure, not how large: with many rows even a tiny change does.",
    source: "Wilks (1938), Ann. Math. Statist. 9:60-62",
  },

  measure({ reference, current }) {
    const { statistic, p } = gTable(reference, current)
    const { cells, cellsBelowFive } = chiSquareTable(reference, current)
    const warnings = cellsBelowFive > 0 ? [`fewer than 5 expected in ${cellsBelowFive} of ${cells} cells`] : []
    return { score: p, statistic, warnings }
  },
} satisfies DriftMethod<"counts">
