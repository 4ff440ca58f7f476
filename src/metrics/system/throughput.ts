import type { Metric } from "../../model.js"
import { countInterval } from "../../stats/intervals/count-interval.js"
import { waitingDecides } from "../no-limit.js"

const needs = { timestamp: "range", latency: "range" } as const

/** Requests per second between the first and the last one, with the exact interval of the Poisson law. */
export default {
  meta: {
    title: "Throughput",
    description: "How many requests were answered in a second, over the time from the first to the last.",
    layer: "infrastructure",
    unit: "per second",
    better: "neither",
    needs,
    ...waitingDecides,
    limitsReason: "What is usual depends on the service: without a limit it is shown and fails nothing.",
    isTotal: true,
    source: "Garwood (1936), Biometrika 28:437-442",
  },

  measure({ timestamp: { count: rows, min: first, max: last } }) {
    const found = countInterval(rows, (last - first) / 1000)
    return found.value === null ? { ...found, rows, reason: "All requests have the same time." } : { ...found, rows }
  },
} satisfies Metric<typeof needs>
