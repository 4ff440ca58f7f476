import type { Metric } from "../../model.js"
import { flagShare } from "../../stats/intervals/flag-share.js"
import { applicationDecides } from "../no-limit.js"

const needs = { fact_mismatch: "flags" } as const

/** Share with Wilson's interval. */
export default {
  meta: {
    title: "Share of answers with facts of their own",
    description:
      "The share of answers with a number, a name or a negation that the retrieved passages lack, from 0 to 1; similarity sees none of these.",
    layer: "llm",
    unit: "share",
    better: "lower",
    needs,
    ...applicationDecides,
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure: ({ fact_mismatch }) => flagShare(fact_mismatch),
} satisfies Metric<typeof needs>
