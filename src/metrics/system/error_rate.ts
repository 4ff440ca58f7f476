import type { Metric } from "../../model.js"
import { wilson } from "../../stats/intervals/wilson.js"

const needs = { error: "hits" } as const

/** Share of the requests that failed, with Wilson's interval. */
export default {
  meta: {
    title: "Error rate",
    description: "The share of requests that failed, from 0 to 1.",
    layer: "infrastructure",
    unit: "share",
    better: "lower",
    needs,
    warnLimit: null,
    failLimit: null,
    limitsReason: "What is too many depends on the service: without a limit it is shown and fails nothing.",
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure: ({ error: { hits, rows } }) => ({ ...wilson(hits, rows), rows }),
} satisfies Metric<typeof needs>
