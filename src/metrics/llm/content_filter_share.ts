import type { Metric } from "../../model.js"
import { finishReasons } from "../../model.js"
import { wilson } from "../../stats/intervals/wilson.js"

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
    warnLimit: null,
    failLimit: null,
    limitsReason: "What is too much depends on the application: without a limit it is shown and fails nothing.",
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure({ finish_reason }) {
    const words: ReadonlySet<string> = new Set(finishReasons.content_filter)
    const counts = finish_reason.labels.map((label) => Number(words.has(label.trim().toLowerCase())))
    const hits = finish_reason.codes.reduce((sum, code) => sum + counts[code], 0)
    return { ...wilson(hits, finish_reason.codes.length), rows: finish_reason.codes.length }
  },
} satisfies Metric<typeof needs>
