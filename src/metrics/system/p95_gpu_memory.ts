import type { Metric } from "../../model.js"
import { distributionQuantile } from "../../stats/intervals/quantile-interval.js"

const needs = { gpu_memory: "distribution" } as const

/** The 95 % point of the GPU memory in use (linear interpolation), with the interval of order statistics. */
export default {
  meta: {
    title: "95 % GPU memory",
    description: "In 95 of 100 requests at most so much memory of the GPU was in use, in the unit of the column.",
    layer: "infrastructure",
    unit: "number",
    better: "lower",
    needs,
    warnLimit: null,
    failLimit: null,
    limitsReason: "How much is too much depends on the machine: without a limit it is shown and fails nothing.",
    source: "Conover (1999), Practical Nonparametric Statistics, 3.2",
  },

  measure({ gpu_memory: values }) {
    return { ...distributionQuantile(values, 0.95), rows: values.count }
  },
} satisfies Metric<typeof needs>
