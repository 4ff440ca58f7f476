import type { Metric } from "../../model.js"
import { flagShare } from "../../stats/intervals/flag-share.js"

const needs = { value: "flags" } as const

/** Share of the rows that have a value whose value is the positive one, with Wilson's interval. */
export default {
  meta: {
    title: "Rate",
    description:
      "The share of rows with the positive value (true, 1, yes, or the one that `positive` names), from 0 to 1.",
    layer: "business",
    unit: "share",
    better: "higher",
    needs,
    warnLimit: null,
    failLimit: null,
    limitsReason:
      "Only those who run the business know which rate is too low: without a limit it is shown and fails nothing.",
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure: ({ value }) => flagShare(value),
} satisfies Metric<typeof needs>
