import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { weightedPercentageError } from "../../stats/performance/regression/weighted-percentage-error.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "values" } as const

/** Sum of the errors' sizes over the truth's, with a bootstrap interval. */
export default {
  meta: {
    title: "WAPE",
    description:
      "Sum of the errors' sizes as a share of the sum of the truth's, from 0; safe where single truths are 0.",
    layer: "performance",
    unit: "share",
    better: "lower",
    needs,
    ...mistakesDecide,
    source: "Kolassa and Schütz (2007), Foresight 6:40-43",
  },

  measure({ predictions: { truth, predicted } }) {
    return figureOf(weightedPercentageError(truth, predicted), truth.length, "Every truth is 0.")
  },
} satisfies Metric<typeof needs>
