import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { pinball } from "../../stats/performance/regression/pinball.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "quantiles" } as const

/** Mean pinball loss of a predicted quantile, with Student's interval. */
export default {
  meta: {
    title: "Pinball loss",
    description:
      "Mean cost of a predicted quantile, in the unit of the target: what lies above it costs the share, what lies below the rest. Asked for with --quantile.",
    layer: "performance",
    unit: "number",
    better: "lower",
    needs,
    ...mistakesDecide,
    source: "Koenker and Bassett (1978), Econometrica 46:33-50",
  },

  measure({ predictions: { truth, predicted, share } }) {
    return figureOf(pinball(truth, predicted, share), truth.length)
  },
} satisfies Metric<typeof needs>
