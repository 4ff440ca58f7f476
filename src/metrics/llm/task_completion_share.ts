import type { Metric } from "../../model.js"
import { wilson } from "../../stats/intervals/wilson.js"

const needs = { task_completed: "flags" } as const

/** Share with Wilson's interval. */
export default {
  meta: {
    title: "Share of completed tasks",
    description: "The share of requests after which the user's task was done, from 0 to 1.",
    layer: "llm",
    unit: "share",
    better: "higher",
    needs,
    warnLimit: null,
    failLimit: null,
    limitsReason: "What is too much depends on the application: without a limit it is shown and fails nothing.",
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure({ task_completed }) {
    const hits = task_completed.reduce((sum, flag) => sum + flag, 0)
    return { ...wilson(hits, task_completed.length), rows: task_completed.length }
  },
} satisfies Metric<typeof needs>
