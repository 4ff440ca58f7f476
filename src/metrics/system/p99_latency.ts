import type { Metric } from "../../model.js"
import { quantileInterval } from "../../stats/intervals/quantile-interval.js"
import { sortedCopy } from "../../stats/sorted-copy.js"
import { waitingDecides } from "../no-limit.js"

const needs = { latency: "numbers" } as const

/** The 99 % point of the latencies (linear interpolation), with the interval of order statistics. */
export default {
  meta: {
    title: "99 % latency",
    description: "99 of 100 answers took at most so long, in milliseconds.",
    layer: "infrastructure",
    unit: "ms",
    better: "lower",
    needs,
    ...waitingDecides,
    source: "Conover (1999), Practical Nonparametric Statistics, 3.2",
  },

  measure({ latency }) {
    return { ...quantileInterval(sortedCopy(latency), 0.99), rows: latency.length }
  },
} satisfies Metric<typeof needs>
