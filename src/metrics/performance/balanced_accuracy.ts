import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { confusionMatrix } from "../../stats/performance/classes/confusion-matrix.js"
import { balancedAccuracy } from "../../stats/performance/classes/balanced-accuracy.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "classes" } as const

/** Mean of the classes' recalls, with a bootstrap interval. */
export default {
  meta: {
    title: "Balanced accuracy",
    description:
      "Mean of the recalls of all classes that rows have, from 0 to 1: rare classes count as much as common ones.",
    layer: "performance",
    unit: "share",
    better: "higher",
    needs,
    ...mistakesDecide,
    source: "Brodersen et al. (2010), Int. Conf. Pattern Recognition 20:3121-3124",
  },

  measure({ predictions: { truth, predicted, classes } }) {
    return figureOf(balancedAccuracy(confusionMatrix(truth, predicted, classes)), truth.length)
  },
} satisfies Metric<typeof needs>
