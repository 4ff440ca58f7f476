import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { oneAgainstRestAuc } from "../../stats/performance/probabilities/one-against-rest-auc.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "class_probabilities" } as const

/** Average area under the ROC curves of each class against all others, with an interval. */
export default {
  meta: {
    title: "One-vs-rest AUC",
    description:
      "Area under the ROC curve of each class against all others, averaged over the classes alike, from 0 to 1; 0.5 is guessing.",
    layer: "performance",
    unit: "score",
    better: "higher",
    needs,
    tasks: ["multiclass"],
    ...mistakesDecide,
    source: "Provost and Domingos (2003), Mach. Learn. 52:199-215",
  },

  measure({ predictions: { truth, probabilities, classes } }) {
    return figureOf(
      oneAgainstRestAuc({ truth, probabilities, classes }, "macro"),
      truth.length,
      "Every row has the same class.",
    )
  },

  estimate: ({ ovrAuc }) => ovrAuc,
} satisfies Metric<typeof needs>
