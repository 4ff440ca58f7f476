import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { classLogLoss } from "../../stats/performance/probabilities/class-log-loss.js"

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
    warnLimit: null,
    failLimit: null,
    limitsReason: "How much is enough depends on what a mistake costs: without a limit it is shown and fails nothing.",
    source: "Good (1952), J. R. Statist. Soc. B 14:107-114",
  },

  measure({ predictions: { truth, probabilities, classes } }) {
    return figureOf(classLogLoss({ truth, probabilities, classes }), truth.length)
  },
} satisfies Metric<typeof needs>
