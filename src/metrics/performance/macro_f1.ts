import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { confusionMatrix } from "../../stats/performance/classes/confusion-matrix.js"
import { classAverage } from "../../stats/performance/classes/class-average.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "classes" } as const

/** Average F1 over the classes, each class alike, with a bootstrap interval. */
export default {
  meta: {
    title: "Macro F1",
    description: "Average F1 over all classes, each class alike, from 0 to 1.",
    layer: "performance",
    unit: "score",
    better: "higher",
    needs,
    tasks: ["multiclass"],
    ...mistakesDecide,
    source: "Sokolova and Lapalme (2009), Inf. Process. Manag. 45:427-437",
  },

  measure({ predictions: { truth, predicted, classes } }) {
    return figureOf(classAverage(confusionMatrix(truth, predicted, classes), "f1", "macro"), truth.length)
  },

  estimate: ({ macroF1 }) => macroF1,
} satisfies Metric<typeof needs>
