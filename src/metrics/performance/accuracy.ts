import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { confusionMatrix } from "../../stats/performance/classes/confusion-matrix.js"
import { accuracy } from "../../stats/performance/classes/accuracy.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "classes" } as const

/** Share of the rows whose class was predicted, with Wilson's interval. */
export default {
  meta: {
    title: "Accuracy",
    description: "The share of rows whose class was predicted, from 0 to 1.",
    layer: "performance",
    unit: "share",
    better: "higher",
    needs,
    ...mistakesDecide,
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure({ predictions: { truth, predicted, classes } }) {
    return figureOf(accuracy(confusionMatrix(truth, predicted, classes)), truth.length)
  },

  estimate: ({ accuracy }) => accuracy,
} satisfies Metric<typeof needs>
