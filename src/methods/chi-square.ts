import type { DriftMethod } from "../model.js"
import { chiSquareTest } from "../stats/chi-square-test.js"

/**
 * Score: the p-value, without Yates' correction. Statistic: chi-square. One category on both sides: statistic 0, p 1.
 * Where rare categories on sides of unequal size make chi-square vary more than its law does, p takes its true mean and
 * variance, with a warning; everywhere else it is the textbook's.
 */
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
      "Convention: meant for one false alarm in twenty unchanged columns. It says how sure, not how large: with many rows even a tiny change does.",
    usual: true,
    source: "Pearson (1900), Philosophical Magazine 50:157-175; Dawson (1954), Biometrika 41:280",
  },

  measure({ reference, current }) {
    const { statistic, p, doubts } = chiSquareTest(reference, current)
    return { score: p, statistic, warnings: doubts }
  },
} satisfies DriftMethod<"counts">
