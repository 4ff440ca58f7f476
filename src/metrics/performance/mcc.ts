import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { confusionMatrix } from "../../stats/performance/classes/confusion-matrix.js"
import { matthews } from "../../stats/performance/classes/matthews.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "classes" } as const

/** Matthews' correlation of true and predicted classes, with a bootstrap interval. */
export default {
  meta: {
    title: "MCC",
    description: "Matthews' correlation of true and predicted classes, from -1 to 1; 0 is guessing.",
    layer: "performance",
    unit: "score",
    better: "higher",
    needs,
    ...mistakesDecide,
    source: "Matthews (1975), Biochim. Biophys. Acta 405:442-451; Gorodkin (2004), Comput. Biol. Chem. 28:367-374",
  },

  measure({ predictions: { truth, predicted, classes } }) {
    return figureOf(matthews(confusionMatrix(truth, predicted, classes)), truth.length)
  },
} satisfies Metric<typeof needs>
