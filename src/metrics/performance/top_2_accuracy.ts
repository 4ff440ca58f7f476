import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { topAccuracy } from "../../stats/performance/probabilities/top-accuracy.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "class_probabilities" } as const

/** Share of the rows whose class is one of the two most probable, with Wilson's interval. */
export default {
  meta: {
    title: "Top-2 accuracy",
    description:
      "The share of rows whose class is one of the two that were given the largest probabilities, from 0 to 1.",
    layer: "performance",
    unit: "share",
    better: "higher",
    needs,
    tasks: ["multiclass"],
    ...mistakesDecide,
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure({ predictions: { truth, probabilities, classes } }) {
    return figureOf(topAccuracy({ truth, probabilities, classes }, 2), truth.length)
  },
} satisfies Metric<typeof needs>
