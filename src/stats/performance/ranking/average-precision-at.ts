import { within, type Estimate } from "../../intervals/estimate.js"
import { meanInterval } from "../../intervals/mean-interval.js"
import { byQuery, type RankedRows } from "./by-query.js"

/**
 * Per query the average precision of the first `k` items, in [0, 1]: precision at each relevant item, summed and divided by the
 * relevant items that could be there. Source: Manning, Raghavan and Schütze (2008), Introduction to Information Retrieval, 8.4.
 * Numbers: `ranking` in fixtures/golden/edge_more_metrics.json.
 */
export function averagePrecisionsAt(rows: RankedRows, k: number): Float64Array {
  return byQuery(rows, ({ relevance, relevant }) => {
    let [found, sum] = [0, 0]
    for (let i = 0; i < Math.min(k, relevance.length); i++) if (relevance[i] > 0) sum += ++found / (i + 1)
    return sum / Math.min(relevant, k)
  })
}

/** Mean of `averagePrecisionsAt` (MAP), with Student's interval over the queries. */
export function meanAveragePrecision(rows: RankedRows, k: number, confidence?: number): Estimate {
  return within(meanInterval(averagePrecisionsAt(rows, k), confidence), 0, 1)
}
