import type { Metric } from "../../model.js"
import { wilson } from "../../stats/intervals/wilson.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { labelsDecide } from "../no-limit.js"

const needs = { late_labels: "joined" } as const

/** Share of the predictions that have a label by now, with Wilson's interval. */
export default {
  meta: {
    title: "Label coverage",
    description: "The share of the predictions that could have a label and have one by now, from 0 to 1.",
    layer: "data_quality",
    unit: "share",
    better: "higher",
    needs,
    ...labelsDecide,
    source: "Wilson (1927), J. Am. Stat. Assoc. 22:209-212",
  },

  measure({ late_labels: { labelled, predictions } }) {
    return figureOf(wilson(labelled, predictions), predictions, "No prediction could have a label.")
  },
} satisfies Metric<typeof needs>
