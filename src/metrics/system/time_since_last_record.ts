import type { Metric } from "../../model.js"

const needs = { clock: "clock" } as const

/** How long ago the last record of a window was when it was judged. */
export default {
  meta: {
    title: "Time since the last record",
    description: "How long before it was judged the last record of a window of a stream was, in milliseconds.",
    layer: "infrastructure",
    unit: "ms",
    better: "lower",
    needs,
    warnLimit: null,
    failLimit: null,
    limitsReason:
      "How late is too late depends on how often records come: without a limit it is shown and fails nothing.",
    source: "A difference of two times, without an interval.",
  },

  measure({ clock: { now, last } }) {
    return { value: now - last, low: null, high: null, rows: 1 }
  },
} satisfies Metric<typeof needs>
