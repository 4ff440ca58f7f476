import type { RankedQuery } from "./by-query.js"

/** Relevant items among the first `k`. */
export function hitsAt({ relevance }: RankedQuery, k: number): number {
  return relevance.subarray(0, k).reduce((count, value) => count + Number(value > 0), 0)
}
