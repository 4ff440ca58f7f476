import type { DriftMethod } from "../model.js"
import { chiSquareTable, fewExpectedDoubts } from "../stats/chi-square-table.js"
import { proportionsZ } from "../stats/proportions-z.js"
import { twoCategories } from "../stats/two-categories.js"

/**
 * Score: the two-sided p-value with the pooled share's standard error; the same as that of chi-square. Statistic: the
 * reference's share of the second category (in order of code points) less the current one, in standard errors.
 * One category on both sides: statistic 0, p 1. Not scored: three categories or more.
 */
export default {
  meta: {
    title: "Z-test for proportions",
    shortTitle: "Z-test",
    description:
      "How likely two shares this different are if both sides were drawn from the same one (normal law): a p-value from 0 to 1.",
    kind: "test",
    columnTypes: ["categorical", "boolean"],
    needs: "counts",
    threshold: 0.05,
    thresholdReason:
      "Convention: meant for one false alarm in twenty unchanged columns. It says how sure, not how large: with many rows even a tiny change does.",
    source: "Fleiss (1981), Statistical Methods for Rates and Proportions, ch. 2",
  },

  measure(counts) {
    const table = twoCategories(counts.reference, counts.current)
    if (table === null) return { score: null, reason: "More than two categories." }
    const { statistic, p } = proportionsZ(table.reference, table.current)
    return { score: p, statistic, warnings: fewExpectedDoubts(chiSquareTable(table.reference, table.current)) }
  },
} satisfies DriftMethod<"counts">
