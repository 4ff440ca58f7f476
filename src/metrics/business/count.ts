import type { Metric } from "../../model.js"
import { countInterval } from "../../stats/intervals/count-interval.js"

const needs = { value: "labels" } as const

/** Rows that have a value, with the exact interval of the Poisson law. */
export default {
  meta: {
    title: "Count",
    description: "How many rows have a value, from 0 on. Its interval takes the rows for events that come one by one.",
    layer: "business",
    unit: "count",
    better: "neither",
    needs,
    warnLimit: null,
    failLimit: null,
    limitsReason:
      "Only those who run the business know how many are too few: without a limit it is shown and fails nothing.",
    isTotal: true,
    source: "Garwood (1936), Biometrika 28:437-442",
  },

  measure({ value }) {
    const rows = value.codes.length
    return { ...countInterval(rows), rows }
  },
} satisfies Metric<typeof needs>
