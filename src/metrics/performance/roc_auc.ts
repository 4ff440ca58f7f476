import type { Metric } from "../../model.js"
import { delong } from "../../stats/intervals/delong.js"
import { figureOf } from "../../stats/performance/figure-of.js"

const needs = { predictions: "scores" } as const

/** Area under the ROC curve, with DeLong's interval on the scale of log odds. */
export default {
  meta: {
    title: "ROC AUC",
    description:
      "The chance that a positive row scores above a negative one, from 0 to 1; 0.5 is guessing. Of more than two classes: each against all others.",
    layer: "performance",
    unit: "score",
    better: "higher",
    needs,
    warnLimit: null,
    failLimit: { side: "below", by: 0.03, from: "reference" },
    limitsReason:
      "Three points of AUC are more than retraining usually moves it; the interval of the change keeps few labels from failing a run.",
    source: "DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44:837-845",
  },

  measure({ predictions: { truth, scores } }) {
    return figureOf(delong(truth, scores), truth.length, "Every row has the same class.")
  },

  estimate: ({ rocAuc }) => rocAuc,
} satisfies Metric<typeof needs>
