import type { Metric } from "../../model.js"
import { quantileInterval } from "../../stats/intervals/quantile-interval.js"
import { sortAscending } from "../../stats/sort-ascending.js"

const needs = { output_tokens: "numbers", latency: "numbers", ttft: "numbers" } as const

/** Median over streamed answers of output tokens by the time after the first one, with the interval of order statistics. */
export default {
  meta: {
    title: "Speed of streamed answers",
    description: "How fast half of the streamed answers arrive at least, once they have begun.",
    layer: "llm",
    unit: "per second",
    better: "higher",
    needs,
    warnLimit: { side: "worse", by: 50, from: "zero" },
    failLimit: { side: "worse", by: 20, from: "zero" },
    limitsReason: "People read up to about 20 tokens a second; from 50 on nobody waits for the text.",
    source: "Conover (1999), Practical Nonparametric Statistics, 3.2",
  },

  measure({ output_tokens, latency, ttft }) {
    const rates = output_tokens.map((tokens, i) => (1000 * tokens) / (latency[i] - ttft[i]))
    const defined = rates.filter((rate, i) => output_tokens[i] > 0 && latency[i] > ttft[i] && Number.isFinite(rate))
    if (defined.length === 0) return { ...nothing, reason: "No answer has tokens and took time after its first one." }
    return { ...quantileInterval(sortAscending(defined), 0.5), rows: defined.length }
  },
} satisfies Metric<typeof needs>

const nothing = { value: null, low: null, high: null, rows: 0 }
