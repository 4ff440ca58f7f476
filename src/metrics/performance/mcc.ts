import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { confusionMatrix } from "../../stats/performance/classes/confusion-matrix.js"
import { matthews } from "../../stats/performance/classes/matthews.js"

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
    warnLimit: null,
    failLimit: null,
    limitsReason: "How much is enough depends on what a mistake costs: without a limit it is shown and fails nothing.",
    source: "Matthews (1975), Biochim. Biophys. Acta 405:442-451; Gorodkin (2004), Comput. Biol. Chem. 28:367-374",
  },

  measure({ predictions: { truth, predicted, classes } }) {
    return figureOf(matthews(confusionMatrix(truth, predicted, classes)), truth.length)
  },
} satisfies Metric<typeof needs>
