import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { confusionMatrix } from "../../stats/performance/classes/confusion-matrix.js"
import { recall } from "../../stats/performance/classes/recall.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "decisions" } as const

/** Share of the positive rows that were predicted so, with Wilson's interval. */
export default {
  meta: {
    title: "Recall",
    description:
      "Of the positive rows, the share that were predicted so, from 0 to 1; 0 where there are none. Of more than two classes: each against all others.",
    layer: "performance",
    unit: "share",
    better: "higher",
    needs,
    ...mistakesDecide,
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure({ predictions: { truth, predicted } }) {
    return figureOf(recall(confusionMatrix(truth, predicted)), truth.length)
  },

  estimate: ({ recall }) => recall,
} satisfies Metric<typeof needs>
