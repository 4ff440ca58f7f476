import type { Metric } from "../../model.js"
import { labelDelay } from "../label-delay.js"
import { labelsDecide } from "../no-limit.js"

const needs = { late_labels: "joined" } as const

/** 95 % point of the time from prediction to label. */
export default {
  meta: {
    title: "95 % label delay",
    description: "The time from prediction to label that 95 % of the labels in use took at most.",
    layer: "data_quality",
    unit: "ms",
    better: "lower",
    needs,
    ...labelsDecide,
    source: "Hyndman and Fan (1996), The American Statistician 50:361-365",
  },

  measure: ({ late_labels }) => labelDelay(late_labels, "p95"),
} satisfies Metric<typeof needs>
