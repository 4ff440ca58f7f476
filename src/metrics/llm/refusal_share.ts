import type { Metric } from "../../model.js"
import { flagShare } from "../../stats/intervals/flag-share.js"
import { applicationDecides } from "../no-limit.js"

const needs = { refusal: "flags" } as const

/** Share with Wilson's interval. */
export default {
  meta: {
    title: "Share of refusals",
    description: "The share of requests that the model refused to answer, from 0 to 1.",
    layer: "llm",
    unit: "share",
    better: "lower",
    needs,
    ...applicationDecides,
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure: ({ refusal }) => flagShare(refusal),
} satisfies Metric<typeof needs>
