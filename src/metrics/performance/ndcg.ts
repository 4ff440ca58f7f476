import type { Metric } from "../../model.js"
import { figureOf } from "../../stats/performance/figure-of.js"
import { ndcg } from "../../stats/performance/ranking/ndcg.js"
import { mistakesDecide } from "../no-limit.js"

const needs = { predictions: "rankings" } as const

/** Normalised discounted cumulative gain by query, with Student's interval over the queries. */
export default {
  meta: {
    title: "NDCG",
    description:
      "How near the order of the first k items is to the best one, averaged over the queries, from 0 to 1; linear gain, ties averaged. Queries without a relevant item are left out.",
    layer: "performance",
    unit: "score",
    better: "higher",
    needs,
    ...mistakesDecide,
    source: "Järvelin and Kekäläinen (2002), ACM Trans. Inf. Syst. 20:422-446",
  },

  measure({ predictions: { queries, relevance, scores, k } }) {
    return figureOf(ndcg({ queries, relevance, scores }, k), queries.length, "No query has a relevant item.")
  },
} satisfies Metric<typeof needs>
