import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { meanAbsoluteError } from "../../stats/performance/regression/mean-absolute-error.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "values" } as const

/** Mean absolute error, with Student's interval. */
export default {
  meta: {
    title: "MAE",
    description: "Mean distance of the prediction from the truth, in the unit of the target.",
    layer: "performance",
    unit: "number",
    better: "lower",
    needs,
    ...mistakesDecide,
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure({ predictions: { truth, predicted } }) {
    return figureOf(meanAbsoluteError(truth, predicted), truth.length)
  },

  estimate: ({ mae }) => mae,
} satisfies Metric<typeof needs>
