import { within, type Estimate } from "../../intervals/estimate.js"
import { meanInterval } from "../../intervals/mean-interval.js"
import { byQuery, type RankedRows } from "./by-query.js"
import { hitsAt } from "./hits-at.js"

/** Per query the relevant items among the first `k` over `k`, also where fewer were offered. */
export function precisionsAt(rows: RankedRows, k: number): Float64Array {
  return byQuery(rows, (query) => hitsAt(query, k) / k)
}

/** Mean of `precisionsAt`, in [0, 1], with Student's interval over the queries. */
export function precisionAt(rows: RankedRows, k: number, confidence?: number): Estimate {
  return within(meanInterval(precisionsAt(rows, k), confidence), 0, 1)
}
