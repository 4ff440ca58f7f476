import type { Metric } from "../../model.js"
import { meanInterval } from "../../stats/intervals/mean-interval.js"

const needs = { value: "numbers" } as const

/** Mean of the values, with Student's interval. */
export default {
  meta: {
    title: "Mean",
    description: "The mean of the values, in the unit of the column.",
    layer: "business",
    unit: "number",
    better: "neither",
    needs,
    warnLimit: null,
    failLimit: null,
    limitsReason:
      "Only those who run the business know which mean is wrong: without a limit it is shown and fails nothing.",
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure({ value }) {
    return { ...meanInterval(value), rows: value.length }
  },
} satisfies Metric<typeof needs>
