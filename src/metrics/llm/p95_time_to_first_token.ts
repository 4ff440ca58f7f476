import type { Metric } from "../../model.js"
import { quantileInterval } from "../../stats/intervals/quantile-interval.js"
import { sortedCopy } from "../../stats/sorted-copy.js"
import { applicationDecides } from "../no-limit.js"

const needs = { ttft: "numbers" } as const

/** 95 % point, with the interval of order statistics. */
export default {
  meta: {
    title: "95 % time to first token",
    description: "95 of 100 streamed answers began within so many milliseconds.",
    layer: "llm",
    unit: "ms",
    better: "lower",
    needs,
    ...applicationDecides,
    source: "Conover (1999), Practical Nonparametric Statistics, 3.2",
  },

  measure({ ttft }) {
    return { ...quantileInterval(sortedCopy(ttft), 0.95), rows: ttft.length }
  },
} satisfies Metric<typeof needs>
