import type { Metric } from "../../model.js"

const needs = { model_version: "labels", latency: "numbers" } as const

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

  measure({ model_version: { codes, labels } }) {
    const counts = new Float64Array(labels.length)
    for (const code of codes) counts[code]++
    const value = counts.filter((count) => count > 0).length
    const most = labels[counts.indexOf(Math.max(...counts))]
    return { value, low: null, high: null, rows: codes.length, of: most }
  },
} satisfies Metric<typeof needs>
