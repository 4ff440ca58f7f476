import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { meanPercentageError } from "../../stats/performance/regression/mean-percentage-error.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "values" } as const

/** Mean percentage error, with Student's interval. */
export default {
  meta: {
    title: "MAPE",
    description:
      "Mean size of the error as a share of the truth; a truth of 0 counts as 2.2e-16, so one such row outweighs all others.",
    layer: "performance",
    unit: "share",
    better: "lower",
    needs,
    ...mistakesDecide,
    source: "Hyndman and Koehler (2006), Int. J. Forecast. 22:679-688",
  },

  measure({ predictions: { truth, predicted } }) {
    return figureOf(meanPercentageError(truth, predicted), truth.length)
  },
} satisfies Metric<typeof needs>
