import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { meanError } from "../../stats/performance/regression/mean-error.js"
import { directionDecides } from "../no-limit.js"

const needs = { predictions: "values" } as const

/** Mean of prediction less truth, with Student's interval. */
export default {
  meta: {
    title: "Mean error",
    description: "Mean of prediction less truth, in the unit of the target: above 0 where too much is predicted.",
    layer: "performance",
    unit: "number",
    better: "neither",
    needs,
    ...directionDecides,
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure({ predictions: { truth, predicted } }) {
    return figureOf(meanError(truth, predicted), truth.length)
  },
} satisfies Metric<typeof needs>
