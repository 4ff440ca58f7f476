import type { Metric } from "../../model.js"
import { flagShare } from "../../stats/intervals/flag-share.js"
import { applicationDecides } from "../no-limit.js"

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
    ...applicationDecides,
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure: ({ task_completed }) => flagShare(task_completed),
} satisfies Metric<typeof needs>
