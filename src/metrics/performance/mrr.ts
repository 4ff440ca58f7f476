import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { meanReciprocalRank } from "../../stats/performance/ranking/reciprocal-rank.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "rankings" } as const

/** Mean reciprocal rank by query, with Student's interval over the queries. */
export default {
  meta: {
    title: "MRR",
    description:
      "1 over the place of the first relevant item, 0 where none is among the first k, averaged over the queries. Queries without a relevant item are left out.",
    layer: "performance",
    unit: "score",
    better: "higher",
    needs,
    ...mistakesDecide,
    source: "Voorhees (1999), TREC-8:77-82",
  },

  measure({ predictions: { queries, relevance, scores, k } }) {
    return figureOf(
      meanReciprocalRank({ queries, relevance, scores }, k),
      queries.length,
      "No query has a relevant item.",
    )
  },
} satisfies Metric<typeof needs>
