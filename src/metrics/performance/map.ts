import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { meanAveragePrecision } from "../../stats/performance/ranking/average-precision-at.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "rankings" } as const

/** Mean average precision by query, with Student's interval over the queries. */
export default {
  meta: {
    title: "MAP",
    description:
      "Average precision of the first k items of each query, averaged over the queries, from 0 to 1. Queries without a relevant item are left out.",
    layer: "performance",
    unit: "score",
    better: "higher",
    needs,
    ...mistakesDecide,
    source: "Manning, Raghavan and Schütze (2008), Introduction to Information Retrieval, 8.4",
  },

  measure({ predictions: { queries, relevance, scores, k } }) {
    return figureOf(
      meanAveragePrecision({ queries, relevance, scores }, k),
      queries.length,
      "No query has a relevant item.",
    )
  },
} satisfies Metric<typeof needs>
