import type { Metric } from "../../model.js"
import { momentsInterval } from "../../stats/intervals/mean-interval.js"

const needs = { gpu_utilization: "moments" } as const

/** The mean of how busy the GPU was, with Student's interval. */
export default {
  meta: {
    title: "GPU utilization",
    description: "How busy the GPU was on the mean, in the unit of the column (a share or per cent).",
    layer: "infrastructure",
    unit: "number",
    better: "neither",
    needs,
    warnLimit: null,
    failLimit: null,
    limitsReason: "A busy GPU is well used and an idle one costs money: without a limit it is shown and fails nothing.",
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure: ({ gpu_utilization: values }) => ({ ...momentsInterval(values), rows: values.n }),
} satisfies Metric<typeof needs>
