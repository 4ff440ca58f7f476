import type { Metric } from "../../model.js"
import { meanInterval } from "../../stats/intervals/mean-interval.js"

const needs = { cost: "numbers" } as const

/** Mean of the costs, with Student's interval. */
export default {
  meta: {
    title: "Cost per request",
    description: "What a request costs on average, in US dollars; requests without a price are left out.",
    layer: "llm",
    unit: "USD",
    better: "lower",
    needs,
    warnLimit: { side: "worse", by: 0.02, from: "zero" },
    failLimit: { side: "worse", by: 0.05, from: "zero" },
    limitsReason:
      "Two cents a request is common for a chat application; above five a change of prompt or model is usually to blame. Set your own.",
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure({ cost }) {
    return { ...meanInterval(cost), rows: cost.length }
  },
} satisfies Metric<typeof needs>
