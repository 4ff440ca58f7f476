import type { DriftMethod } from "../model.js"
import { fisherPValue } from "../stats/fisher-p-value.js"
import { twoCategories } from "../stats/two-categories.js"

/**
 * Score: the two-sided p-value, all tables with the same margins that are no likelier added up; exact for any number of
 * rows. One category on both sides: p 1. Not scored: three categories or more.
 */
export default {
  meta: {
    title: "Fisher's exact test",
    shortTitle: "Fisher",
    description:
      "How likely two shares this different are if both sides were drawn from the same one, counted exactly: a p-value from 0 to 1.",
    kind: "test",
    columnTypes: ["categorical", "boolean"],
    needs: "counts",
    threshold: 0.05,
    thresholdReason:
      "Convention: at most one false alarm in twenty unchanged columns, with few rows fewer. It says how sure, not how large.",
    source: "Fisher (1935), J. R. Statist. Soc. 98:39-82",
  },

  measure(counts) {
    const table = twoCategories(counts.reference, counts.current)
    if (table === null) return { score: null, reason: "More than two categories." }
    const { reference, current } = table
    return { score: fisherPValue(reference[0], reference[1], current[0], current[1]) }
  },
} satisfies DriftMethod<"counts">
