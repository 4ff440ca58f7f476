import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { recallAt } from "../../stats/performance/ranking/recall-at.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "rankings" } as const

/** Share of the relevant items among the first k by query, with Student's interval over the queries. */
export default {
  meta: {
    title: "Recall at k",
    description:
      "The share of the relevant items of a query that are among the first k, averaged over the queries. Queries without a relevant item are left out.",
    layer: "performance",
    unit: "score",
    better: "higher",
    needs,
    ...mistakesDecide,
    source: "Student (1908), Biometrika 6:1-25",
  },

  measure({ predictions: { queries, relevance, scores, k } }) {
    return figureOf(recallAt({ queries, relevance, scores }, k), queries.length, "No query has a relevant item.")
  },
} satisfies Metric<typeof needs>
