import { within, type Estimate } from "../../intervals/estimate.js"
import { meanInterval } from "../../intervals/mean-interval.js"
import { byQuery, type RankedRows } from "./by-query.js"

/** Per query 1 over the place, from 1, of the first relevant item; 0 where none is among the first `k`. */
export function reciprocalRanks(rows: RankedRows, k: number): Float64Array {
  return byQuery(rows, ({ relevance }) => {
    const place = relevance.findIndex((value) => value > 0)
    return place < k ? 1 / (place + 1) : 0
  })
}

/** Mean of `reciprocalRanks` (MRR), in [0, 1], with Student's interval over the queries. Source: Voorhees (1999), TREC-8:77-82. */
export function meanReciprocalRank(rows: RankedRows, k: number, confidence?: number): Estimate {
  return within(meanInterval(reciprocalRanks(rows, k), confidence), 0, 1)
}
