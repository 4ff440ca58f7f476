import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { brier } from "../../stats/performance/scores/brier.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "probabilities" } as const

/** Mean squared distance of the probabilities from the truth, with Student's interval. */
export default {
  meta: {
    title: "Brier score",
    description: "Mean squared distance between the probability and what came true (1 or 0), from 0 (best) to 1.",
    layer: "performance",
    unit: "score",
    better: "lower",
    needs,
    ...mistakesDecide,
    source: "Brier (1950), Mon. Weather Rev. 78:1-3",
  },

  measure({ predictions: { truth, probabilities } }) {
    return figureOf(brier(truth, probabilities), truth.length)
  },
} satisfies Metric<typeof needs>
