import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { precisionAt } from "../../stats/performance/ranking/precision-at.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "rankings" } as const

/** Share of the first k items that are relevant by query, with Student's interval over the queries. */
export default {
  meta: {
    title: "Precision at k",
    description:
      "The share of the first k items of a query that are relevant, averaged over the queries. Queries without a relevant item are left out.",
    layer: "performance",
    unit: "score",
    better: "higher",
    needs,
    ...mistakesDecide,
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure({ predictions: { queries, relevance, scores, k } }) {
    return figureOf(precisionAt({ queries, relevance, scores }, k), queries.length, "No query has a relevant item.")
  },
} satisfies Metric<typeof needs>
