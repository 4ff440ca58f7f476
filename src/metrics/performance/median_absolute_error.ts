import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { medianAbsoluteError } from "../../stats/performance/regression/median-absolute-error.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "values" } as const

/** Median distance of the prediction from the truth, with the interval of order statistics. */
export default {
  meta: {
    title: "Median absolute error",
    description:
      "Median distance of the prediction from the truth, in the unit of the target: a few large errors do not move it.",
    layer: "performance",
    unit: "number",
    better: "lower",
    needs,
    ...mistakesDecide,
    source: "Conover (1999), Practical Nonparametric Statistics, 3.2",
  },

  measure({ predictions: { truth, predicted } }) {
    return figureOf(medianAbsoluteError(truth, predicted), truth.length)
  },
} satisfies Metric<typeof needs>
