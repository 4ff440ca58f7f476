import type { Metric } from "../../model.js"
import { countInterval } from "../../stats/intervals/count-interval.js"

const needs = { gpu_oom: "hits" } as const

/** Requests that failed for want of GPU memory, with the exact interval of the Poisson law. */
export default {
  meta: {
    title: "GPU out-of-memory faults",
    description: "How many requests failed because the GPU had no memory left, from 0 on.",
    layer: "infrastructure",
    unit: "count",
    better: "lower",
    needs,
    warnLimit: { side: "above", by: 0, from: "zero" },
    failLimit: null,
    limitsReason: "A healthy service has none; one says that batches or inputs are too large for the machine.",
    isTotal: true,
    source: "Garwood (1936), Biometrika 28:437-442",
  },

  measure: ({ gpu_oom: { hits, rows } }) => ({ ...countInterval(hits), rows }),
} satisfies Metric<typeof needs>
