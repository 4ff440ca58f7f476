import type { Metric } from "../../model.js"
import { distributionQuantile } from "../../stats/intervals/quantile-interval.js"
import { waitingDecides } from "../no-limit.js"

const needs = { latency: "distribution" } as const

/** The median point of the latencies (linear interpolation), with the interval of order statistics. */
export default {
  meta: {
    title: "Median latency",
    description: "Half of the answers took at most so long, in milliseconds.",
    layer: "infrastructure",
    unit: "ms",
    better: "lower",
    needs,
    ...waitingDecides,
    source: "Conover (1999), Practical Nonparametric Statistics, 3.2",
  },

  measure({ latency }) {
    return { ...distributionQuantile(latency, 0.5), rows: latency.count }
  },
} satisfies Metric<typeof needs>
