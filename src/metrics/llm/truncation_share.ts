import type { Metric } from "../../model.js"
import { finishReasons } from "../../model.js"
import { wordShare } from "../../stats/intervals/flag-share.js"

const needs = { finish_reason: "labels" } as const

/** Share with Wilson's interval. */
export default {
  meta: {
    title: "Share of truncated answers",
    description: "The share of answers that were cut off at the most tokens allowed, from 0 to 1.",
    layer: "llm",
    unit: "share",
    better: "lower",
    needs,
    warnLimit: { side: "worse", by: 0.05, from: "zero" },
    failLimit: { side: "worse", by: 0.2, from: "zero" },
    limitsReason: "One cut answer in twenty is a limit set too low; one in five is an outage in slow motion.",
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure: ({ finish_reason }) => wordShare(finish_reason, finishReasons.length),
} satisfies Metric<typeof needs>
