import type { Metric } from "../../model.js"
import { distinctInterval } from "../../stats/intervals/distinct-interval.js"

const needs = { value: "labels" } as const

/** Different values. Interval: from the values that a single row holds, as the jackknife gives it. */
export default {
  meta: {
    title: "Distinct values",
    description: "How many different values there are, from 1 on: users, orders, products.",
    layer: "business",
    unit: "count",
    better: "neither",
    needs,
    warnLimit: null,
    failLimit: null,
    limitsReason:
      "Only those who run the business know how many are too few: without a limit it is shown and fails nothing.",
    isTotal: true,
    source: "Efron and Stein (1981), Ann. Statist. 9:586-596",
  },

  measure({ value: { codes, labels } }) {
    const counts = new Float64Array(labels.length)
    for (const code of codes) counts[code]++
    return { ...distinctInterval(counts), rows: codes.length }
  },
} satisfies Metric<typeof needs>
