import type { Metric } from "../../model.js"
import { wilson } from "../../stats/intervals/wilson.js"

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
    warnLimit: null,
    failLimit: null,
    limitsReason: "What is too much depends on the application: without a limit it is shown and fails nothing.",
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure({ fact_mismatch }) {
    const hits = fact_mismatch.reduce((sum, flag) => sum + flag, 0)
    return { ...wilson(hits, fact_mismatch.length), rows: fact_mismatch.length }
  },
} satisfies Metric<typeof needs>
