import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { symmetricPercentageError } from "../../stats/performance/regression/symmetric-percentage-error.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "values" } as const

/** Symmetric mean percentage error, with Student's interval. */
export default {
  meta: {
    title: "sMAPE",
    description: "Mean of twice the error over the sizes of truth and prediction together, from 0 to 2 (200%).",
    layer: "performance",
    unit: "share",
    better: "lower",
    needs,
    ...mistakesDecide,
    source: "Makridakis (1993), Int. J. Forecast. 9:527-529",
  },

  measure({ predictions: { truth, predicted } }) {
    return figureOf(symmetricPercentageError(truth, predicted), truth.length)
  },
} satisfies Metric<typeof needs>
