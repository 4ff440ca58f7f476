import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { confusionMatrix } from "../../stats/performance/classes/confusion-matrix.js"
import { f1 } from "../../stats/performance/classes/f1.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "decisions" } as const

/** Harmonic mean of precision and recall, with a bootstrap interval. */
export default {
  meta: {
    title: "F1",
    description:
      "Harmonic mean of precision and recall, from 0 to 1. Of more than two classes: each against all others.",
    layer: "performance",
    unit: "score",
    better: "higher",
    needs,
    ...mistakesDecide,
    source: "van Rijsbergen (1979), Information Retrieval, ch. 7",
  },

  measure({ predictions: { truth, predicted } }) {
    return figureOf(f1(confusionMatrix(truth, predicted)), truth.length)
  },

  estimate: ({ f1 }) => f1,
} satisfies Metric<typeof needs>
