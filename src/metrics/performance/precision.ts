import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { confusionMatrix } from "../../stats/performance/classes/confusion-matrix.js"
import { precision } from "../../stats/performance/classes/precision.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "decisions" } as const

/** Share of the rows predicted positive that are, with Wilson's interval. */
export default {
  meta: {
    title: "Precision",
    description:
      "Of the rows predicted positive, the share that are, from 0 to 1; 0 where none was. Of more than two classes: each against all others.",
    layer: "performance",
    unit: "share",
    better: "higher",
    needs,
    ...mistakesDecide,
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure({ predictions: { truth, predicted } }) {
    return figureOf(precision(confusionMatrix(truth, predicted)), truth.length)
  },

  estimate: ({ precision }) => precision,
} satisfies Metric<typeof needs>
