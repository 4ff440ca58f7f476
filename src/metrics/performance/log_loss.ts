import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { classLogLoss } from "../../stats/performance/probabilities/class-log-loss.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "class_probabilities" } as const

/** Mean log loss over all classes, with Student's interval. */
export default {
  meta: {
    title: "Log loss",
    description:
      "Mean negative logarithm of the probability that was given to what came true, from 0; probabilities of 0 and 1 count as 2.2e-16 off.",
    layer: "performance",
    unit: "score",
    better: "lower",
    needs,
    ...mistakesDecide,
    source: "Good (1952), J. R. Statist. Soc. B 14:107-114",
  },

  measure({ predictions: { truth, probabilities, classes } }) {
    return figureOf(classLogLoss({ truth, probabilities, classes }), truth.length)
  },
} satisfies Metric<typeof needs>
