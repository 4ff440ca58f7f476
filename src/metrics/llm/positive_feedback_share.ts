import type { Metric } from "../../model.js"
import { flagShare } from "../../stats/intervals/flag-share.js"
import { applicationDecides } from "../no-limit.js"

const needs = { feedback: "flags" } as const

/** Share with Wilson's interval. */
export default {
  meta: {
    title: "Share of positive feedback",
    description: "The share of content users among those who said anything, from 0 to 1.",
    layer: "llm",
    unit: "share",
    better: "higher",
    needs,
    ...applicationDecides,
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure: ({ feedback }) => flagShare(feedback),
} satisfies Metric<typeof needs>
