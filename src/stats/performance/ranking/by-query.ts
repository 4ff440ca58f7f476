import { denseCodes } from "../../dense-codes.js"
import { orderByCode, stableOrder } from "../stable-order.js"

/** What was offered for each query, one row per item. */
export interface RankedRows {
  /** Which query a row belongs to: any number. */
  queries: Float64Array
  /** How relevant the item is, 0 or more; above 0 it is relevant. */
  relevance: Float64Array
  /** Higher scores are offered first; equal ones in the order of the rows. */
  scores: Float64Array
}

/** The items of one query in the order in which they are offered. */
export interface RankedQuery {
  relevance: Float64Array
  scores: Float64Array
  /** Relevant items. */
  relevant: number
}

/** A figure of each query that has a relevant item, queries ascending; the others say nothing of a ranking. n log n. */
export function byQuery(rows: RankedRows, figure: (query: RankedQuery) => number): Float64Array {
  const { codes, levels } = denseCodes(rows.queries)
  const order = orderByCode(stableOrder(rows.scores.map((score) => -score)), codes, levels)
  const [relevance, scores] = [rows.relevance, rows.scores].map((column) =>
    Float64Array.from(order, (row) => column[row]),
  )
  const figures: number[] = []
  let start = 0
  for (let end = 1; end <= order.length; end++) {
    if (end < order.length && codes[order[end]] === codes[order[start]]) continue
    const ofQuery = relevance.subarray(start, end)
    const relevant = ofQuery.reduce((count, value) => count + Number(value > 0), 0)
    if (relevant > 0) figures.push(figure({ relevance: ofQuery, scores: scores.subarray(start, end), relevant }))
    start = end
  }
  return Float64Array.from(figures)
}
