import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { rSquared } from "../../stats/performance/regression/r-squared.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "values" } as const

/** Coefficient of determination, with a bootstrap interval. */
export default {
  meta: {
    title: "R²",
    description:
      "How much of the variation of the target is explained, at most 1; 0 is as good as its mean, below 0 worse.",
    layer: "performance",
    unit: "score",
    better: "higher",
    needs,
    ...mistakesDecide,
    source: "Efron and Tibshirani (1993), An Introduction to the Bootstrap, ch. 13",
  },

  measure({ predictions: { truth, predicted } }) {
    return figureOf(rSquared(truth, predicted), truth.length, "It takes two rows.")
  },
} satisfies Metric<typeof needs>
