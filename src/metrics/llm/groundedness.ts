import type { Metric } from "../../model.js"
import { meanInterval } from "../../stats/intervals/mean-interval.js"

const needs = { groundedness: "numbers" } as const

/** Mean, with Student's interval. */
export default {
  meta: {
    title: "Groundedness (similarity)",
    description:
      "The share of an answer's sentences that resemble a retrieved passage, on average, from 0 to 1. Similarity sees neither changed numbers nor negation: a judge's mark is the better one.",
    layer: "llm",
    unit: "share",
    better: "higher",
    needs,
    warnLimit: { side: "worse", by: 0.85, from: "zero" },
    failLimit: { side: "worse", by: 0.7, from: "zero" },
    limitsReason: "Below 0.7 a third of what is said has no source among the passages.",
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure({ groundedness }) {
    return { ...meanInterval(groundedness), rows: groundedness.length }
  },
} satisfies Metric<typeof needs>
