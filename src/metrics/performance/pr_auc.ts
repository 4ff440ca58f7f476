import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { averagePrecision } from "../../stats/performance/scores/average-precision.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "scores" } as const

/** Average precision, with a bootstrap interval. */
export default {
  meta: {
    title: "PR AUC",
    description:
      "Area under the precision-recall curve by steps (average precision), from 0 to 1; guessing gives the share of positives.",
    layer: "performance",
    unit: "score",
    better: "higher",
    needs,
    ...mistakesDecide,
    source: "Davis and Goadrich (2006), ICML 23:233-240; Efron (1979), Ann. Statist. 7:1-26",
  },

  measure({ predictions: { truth, scores } }) {
    return figureOf(averagePrecision(truth, scores), truth.length)
  },

  estimate: ({ averagePrecision }) => averagePrecision,
} satisfies Metric<typeof needs>
