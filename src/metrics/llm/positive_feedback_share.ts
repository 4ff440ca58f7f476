import type { Metric } from "../../model.js"
import { wilson } from "../../stats/intervals/wilson.js"

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
    warnLimit: null,
    failLimit: null,
    limitsReason: "What is too much depends on the application: without a limit it is shown and fails nothing.",
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure({ feedback }) {
    const hits = feedback.reduce((sum, flag) => sum + flag, 0)
    return { ...wilson(hits, feedback.length), rows: feedback.length }
  },
} satisfies Metric<typeof needs>
