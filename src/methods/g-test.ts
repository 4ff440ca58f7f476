import type { DriftMethod } from "../model.js"
import { chiSquareTable, fewExpectedDoubts } from "../stats/chi-square-table.js"
import { gTable } from "../stats/g-table.js"

const tooFew =
  "Fewer than 5 rows expected in most cells, so p would be far too small; chi-square stands rare categories."

/**
 * Score: the p-value of the log-likelihood ratio, without Yates' correction. Statistic: G. One category on both sides:
 * statistic 0, p 1. With few rows per category p is smaller than it should be, more so than that of chi-square. Not
 * scored: fewer than 5 rows expected in most cells.
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
      "Convention: meant for one false alarm in twenty unchanged columns. It says how sure, not how large: with many rows even a tiny change does.",
    source: "Wilks (1938), Ann. Math. Statist. 9:60-62",
  },

  measure({ reference, current }) {
    const table = chiSquareTable(reference, current)
    if (table.cellsBelowFive > table.cells / 2) return { score: null, reason: tooFew }
    const { statistic, p } = gTable(reference, current)
    return { score: p, statistic, warnings: fewExpectedDoubts(table) }
  },
} satisfies DriftMethod<"counts">
