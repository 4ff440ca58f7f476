import type { Metric } from "../../model.js"
import { wilson } from "../../stats/intervals/wilson.js"

const needs = { latency: "numbers" } as const

/** Share of the answers that took longer than a second, with Wilson's interval. */
export default {
  meta: {
    title: "Slow answers",
    description: "The share of answers that took longer than a second, from 0 to 1.",
    layer: "infrastructure",
    unit: "share",
    better: "lower",
    needs,
    warnLimit: { side: "worse", by: 0.05, from: "zero" },
    failLimit: { side: "above", by: 0.1, from: "reference" },
    limitsReason: "People wait for a second, and one in twenty may wait longer.",
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure({ latency }) {
    const slow = latency.reduce((sum, ms) => sum + (ms > 1000 ? 1 : 0), 0)
    return { ...wilson(slow, latency.length), rows: latency.length }
  },
} satisfies Metric<typeof needs>
