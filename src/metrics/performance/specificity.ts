import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { confusionMatrix } from "../../stats/performance/classes/confusion-matrix.js"
import { specificity } from "../../stats/performance/classes/specificity.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "decisions" } as const

/** Share of the negative rows that were predicted so, with Wilson's interval. */
export default {
  meta: {
    title: "Specificity",
    description:
      "Of the negative rows, the share that were predicted so, from 0 to 1; 0 where there are none. Of more than two classes: each against all others.",
    layer: "performance",
    unit: "share",
    better: "higher",
    needs,
    ...mistakesDecide,
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure({ predictions: { truth, predicted } }) {
    return figureOf(specificity(confusionMatrix(truth, predicted)), truth.length)
  },

  estimate: ({ specificity }) => specificity,
} satisfies Metric<typeof needs>
