import type { DriftMethod } from "../model.js"
import { goodnessOfFit } from "../stats/goodness-of-fit.js"

/**
 * Score: the p-value of the current counts against the reference's shares, taken as exact. Statistic: chi-square; none
 * where a category is new, since it is infinite then and p is 0. What some drift tools call their chi-square test; only
 * there to reproduce their verdicts. One category on both sides: statistic 0, p 1.
 */
export default {
  meta: {
    title: "Chi-square goodness of fit",
    shortTitle: "Goodness of fit",
    description:
      "How likely the current counts are if the reference's shares were the exact truth: a p-value from 0 to 1. Ignores that the reference is a sample itself, so it cries wolf.",
    kind: "test",
    columnTypes: ["categorical", "boolean"],
    needs: "counts",
    threshold: 0.05,
    thresholdReason:
      "As other tools have it, not calibrated: with equally many rows on both sides, 21 % (3 categories) to 100 % (100 categories) of unchanged columns fall below it, and every one with a new category. Prefer chi-square.",
    source: "Pearson (1900), Philosophical Magazine 50:157-175",
  },

  measure({ reference, current }) {
    const { statistic, p } = goodnessOfFit(reference, current)
    if (statistic === Infinity) return { score: p, warnings: ["a category is new, which this test takes for proof"] }
    return { score: p, statistic }
  },
} satisfies DriftMethod<"counts">
