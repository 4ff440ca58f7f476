import type { Metric } from "../../model.js"
import { wilson } from "../../stats/intervals/wilson.js"

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
    warnLimit: null,
    failLimit: null,
    limitsReason: "What is too much depends on the application: without a limit it is shown and fails nothing.",
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure({ refusal }) {
    const hits = refusal.reduce((sum, flag) => sum + flag, 0)
    return { ...wilson(hits, refusal.length), rows: refusal.length }
  },
} satisfies Metric<typeof needs>
