import { describe, expect, it } from "vitest"
import { meanAveragePrecision } from "../../../src/stats/performance/ranking/average-precision-at.js"
import type { RankedRows } from "../../../src/stats/performance/ranking/by-query.js"
import { ndcg, ndcgs } from "../../../src/stats/performance/ranking/ndcg.js"
import { precisionAt } from "../../../src/stats/performance/ranking/precision-at.js"
import { recallAt } from "../../../src/stats/performance/ranking/recall-at.js"
import { meanReciprocalRank, reciprocalRanks } from "../../../src/stats/performance/ranking/reciprocal-rank.js"
import { meanInterval } from "../../../src/stats/intervals/mean-interval.js"
import { normalDraws } from "../../../src/stats/random.js"
import { moreMetrics } from "../intervals/golden-intervals.js"
import { Tally } from "../golden.js"

type Figure = "ndcg_linear_tie_averaged" | "map" | "mrr" | "recall" | "precision"

interface Case {
  id: string
  queries: { relevance: number[]; score: number[] }[]
  expect: Record<string, Record<Figure | "queries", number>>
}

function rowsOf(queries: Case["queries"]): RankedRows {
  return {
    queries: Float64Array.from(queries.flatMap(({ score }, query) => score.map(() => query))),
    relevance: Float64Array.from(queries.flatMap(({ relevance }) => relevance)),
    scores: Float64Array.from(queries.flatMap(({ score }) => score)),
  }
}

describe("rankings agree with fixtures/golden/edge_more_metrics.json", () => {
  it("in NDCG, MAP, MRR, recall and precision at 1, 3, 5 and 10", () => {
    const tally = new Tally()
    for (const { id, queries, expect: golden } of moreMetrics<Case>("ranking"))
      for (const [at, figures] of Object.entries(golden)) {
        const [rows, k] = [rowsOf(queries), Number(at.slice(1))]
        for (const [figure, ours] of Object.entries({
          ndcg_linear_tie_averaged: ndcg(rows, k),
          map: meanAveragePrecision(rows, k),
          mrr: meanReciprocalRank(rows, k),
          recall: recallAt(rows, k),
          precision: precisionAt(rows, k),
        } satisfies Record<Figure, unknown>))
          tally.near(`${id} ${figure}${at}`, ours.value, figures[figure as Figure], 1e-9, 1e-12)
        tally.same(`${id} queries`, ndcgs(rows, k).length, figures.queries)
      }
    expect(tally.compared).toBe(4 * 4 * 6)
  })
})

describe("rankings", () => {
  const rows: RankedRows = {
    queries: Float64Array.of(7, -1, 7, -1, 7, 3),
    relevance: Float64Array.of(0, 2, 1, 0, 0, 0),
    scores: Float64Array.of(0.5, 0.1, 0.5, 0.9, 0.2, 1),
  }

  it("take queries in any order of rows, and equal scores in theirs", () => {
    // Query -1 offers the relevant item second; query 7 too, behind one of equal score; query 3 has none.
    expect(reciprocalRanks(rows, 10)).toEqual(Float64Array.of(1 / 2, 1 / 2))
    expect(reciprocalRanks(rows, 1)).toEqual(Float64Array.of(0, 0))
    expect(ndcgs(rows, 1)).toEqual(Float64Array.of(0, 1 / 2))
  })

  it("have Student's interval over the queries, inside 0 to 1, and nothing without one", () => {
    const n = 3000
    const many = {
      queries: Float64Array.from({ length: n }, (_, i) => i % 300),
      relevance: normalDraws(n, 1).map((z) => Number(z > 0.8)),
      scores: normalDraws(n, 2),
    }
    expect(ndcg(many, 5)).toEqual(meanInterval(ndcgs(many, 5)))
    const alone = { ...rows, relevance: new Float64Array(6) }
    for (const figure of [ndcg, meanAveragePrecision, meanReciprocalRank, recallAt, precisionAt])
      expect(figure(alone, 3)).toEqual({ value: null, low: null, high: null })
    const { low, high } = precisionAt(rows, 1)
    expect([low, high]).toEqual([0, 0])
  })
})
