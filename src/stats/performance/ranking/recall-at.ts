import { within, type Estimate } from "../../intervals/estimate.js"
import { meanInterval } from "../../intervals/mean-interval.js"
import { byQuery, type RankedRows } from "./by-query.js"
import { hitsAt } from "./hits-at.js"

/** Per query the share of its relevant items that are among the first `k`. */
export function recallsAt(rows: RankedRows, k: number): Float64Array {
  return byQuery(rows, (query) => hitsAt(query, k) / query.relevant)
}

/** Mean of `recallsAt`, in [0, 1], with Student's interval over the queries. */
export function recallAt(rows: RankedRows, k: number, confidence?: number): Estimate {
  return within(meanInterval(recallsAt(rows, k), confidence), 0, 1)
}
