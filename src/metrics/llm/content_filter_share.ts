import type { Metric } from "../../model.js"
import { finishReasons } from "../../model.js"
import { wordShare } from "../../stats/intervals/flag-share.js"
import { applicationDecides } from "../no-limit.js"

const needs = { finish_reason: "labels" } as const

/** Share with Wilson's interval. */
export default {
  meta: {
    title: "Share of filtered answers",
    description: "The share of answers that a content filter stopped, from 0 to 1.",
    layer: "llm",
    unit: "share",
    better: "lower",
    needs,
    ...applicationDecides,
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure: ({ finish_reason }) => wordShare(finish_reason, finishReasons.content_filter),
} satisfies Metric<typeof needs>
