import type { Metric } from "../../model.js"

const needs = { model_version: "label_counts", latency: "range" } as const

/** How many versions of the model answered requests; of several, the one that answered most is named. */
export default {
  meta: {
    title: "Model versions",
    description: "How many versions of the model answered requests: more than one while a new one is rolled out.",
    layer: "infrastructure",
    unit: "count",
    better: "neither",
    needs,
    warnLimit: null,
    failLimit: null,
    limitsReason: "Two versions are usual during a rollout: without a limit it is shown and fails nothing.",
    source: "A count of the requests at hand, without an interval.",
  },

  measure({ model_version: { rows, labels, counts } }) {
    const most = labels[counts.indexOf(Math.max(...counts))]
    return { value: labels.length, low: null, high: null, rows, of: most }
  },
} satisfies Metric<typeof needs>
