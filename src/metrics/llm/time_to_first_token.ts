import type { Metric } from "../../model.js"
import { quantileInterval } from "../../stats/intervals/quantile-interval.js"
import { sortedCopy } from "../../stats/sorted-copy.js"

const needs = { ttft: "numbers" } as const

/** Median, with the interval of order statistics. */
export default {
  meta: {
    title: "Time to first token",
    description: "Half of the streamed answers began within so many milliseconds.",
    layer: "llm",
    unit: "ms",
    better: "lower",
    needs,
    warnLimit: { side: "worse", by: 500, from: "zero" },
    failLimit: { side: "worse", by: 2000, from: "zero" },
    limitsReason: "Half a second feels prompt; after two seconds people think that nothing happens.",
    source: "Conover (1999), Practical Nonparametric Statistics, 3.2",
  },

  measure({ ttft }) {
    return { ...quantileInterval(sortedCopy(ttft), 0.5), rows: ttft.length }
  },
} satisfies Metric<typeof needs>
