import { within, type Estimate } from "../../intervals/estimate.js"
import { meanInterval } from "../../intervals/mean-interval.js"
import { sortAscending } from "../../sort-ascending.js"
import { byQuery, type RankedQuery, type RankedRows } from "./by-query.js"

/**
 * Per query the normalised discounted cumulative gain of the first `k` items, in [0, 1]: relevance as it is (linear gain), items of
 * equal score sharing the mean of theirs. Sources: Järvelin and Kekäläinen (2002), ACM Trans. Inf. Syst. 20:422-446; McSherry and
 * Najork (2008), ECIR (ties). Numbers: `ranking` in fixtures/golden/edge_more_metrics.json.
 */
export function ndcgs(rows: RankedRows, k: number): Float64Array {
  return byQuery(rows, (query) => gain(query, k) / bestGain(query, k))
}

/** Mean of `ndcgs`, with Student's interval over the queries. */
export function ndcg(rows: RankedRows, k: number, confidence?: number): Estimate {
  return within(meanInterval(ndcgs(rows, k), confidence), 0, 1)
}

/** What a place, from 0, is worth. */
function discount(place: number): number {
  return 1 / Math.log2(place + 2)
}

function gain({ relevance, scores }: RankedQuery, k: number): number {
  let [sum, start] = [0, 0]
  while (start < Math.min(k, scores.length)) {
    let [end, relevances, discounts] = [start, 0, 0]
    for (; end < scores.length && scores[end] === scores[start]; end++) {
      relevances += relevance[end]
      if (end < k) discounts += discount(end)
    }
    sum += (relevances / (end - start)) * discounts
    start = end
  }
  return sum
}

function bestGain({ relevance }: RankedQuery, k: number): number {
  const best = sortAscending(relevance.slice()).reverse()
  return best.subarray(0, k).reduce((sum, value, place) => sum + value * discount(place), 0)
}
