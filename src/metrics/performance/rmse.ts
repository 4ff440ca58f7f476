import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { rootMeanSquaredError } from "../../stats/performance/regression/root-mean-squared-error.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "values" } as const

/** Root of the mean squared error, with the roots of that error's ends. */
export default {
  meta: {
    title: "RMSE",
    description: "Root of the mean squared error, in the unit of the target: large errors count more.",
    layer: "performance",
    unit: "number",
    better: "lower",
    needs,
    ...mistakesDecide,
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure({ predictions: { truth, predicted } }) {
    return figureOf(rootMeanSquaredError(truth, predicted), truth.length)
  },

  estimate: ({ rmse }) => rmse,
} satisfies Metric<typeof needs>
