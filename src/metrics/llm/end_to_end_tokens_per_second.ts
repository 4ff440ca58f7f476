import type { Metric } from "../../model.js"
import { quantileInterval } from "../../stats/intervals/quantile-interval.js"
import { sortAscending } from "../../stats/sort-ascending.js"
import { applicationDecides } from "../no-limit.js"

const needs = { output_tokens: "numbers", latency: "numbers" } as const

/** Median of output tokens by the whole time of the answer, with the interval of order statistics. */
export default {
  meta: {
    title: "Speed of answers, end to end",
    description: "How fast half of the answers arrive at least, waiting for the first token included.",
    layer: "llm",
    unit: "per second",
    better: "higher",
    needs,
    ...applicationDecides,
    source: "Conover (1999), Practical Nonparametric Statistics, 3.2",
  },

  measure({ output_tokens, latency }) {
    const rates = output_tokens.map((tokens, i) => (1000 * tokens) / latency[i])
    const defined = rates.filter((rate, i) => output_tokens[i] > 0 && latency[i] > 0 && Number.isFinite(rate))
    if (defined.length === 0) return { ...nothing, reason: "No answer has tokens and took time." }
    return { ...quantileInterval(sortAscending(defined), 0.5), rows: defined.length }
  },
} satisfies Metric<typeof needs>

const nothing = { value: null, low: null, high: null, rows: 0 }
