import { describe, expect, it } from "vitest"
import { pairedMetrics } from "../../../src/compare/gate/gains.js"
import type { PredictionEvidence } from "../../../src/model.js"
import { loadRegistry } from "../../../src/registry.js"
import { delongPaired } from "../../../src/stats/intervals/delong-paired.js"
import { meanInterval } from "../../../src/stats/intervals/mean-interval.js"
import { mcnemar } from "../../../src/stats/intervals/mcnemar.js"
import { ndcgs } from "../../../src/stats/performance/ranking/ndcg.js"
import { Tally } from "../../stats/golden.js"
import { moreMetrics } from "../../stats/intervals/golden-intervals.js"
import { normalDraws, randomNumbers } from "../../../src/stats/random.js"

const rows = 400
const [next, noise, more] = [randomNumbers(11), normalDraws(rows, 12), normalDraws(rows, 13)]
const truth = Uint8Array.from({ length: rows }, () => Number(next() < 0.4))
const logit = (value: number) => 1 / (1 + Math.exp(-value))
const first = Float64Array.from(noise, (value, i) => logit(value + truth[i]))
const second = Float64Array.from(noise, (value, i) => logit(0.7 * value + 0.3 * more[i] + 1.5 * truth[i]))
const codes = Int32Array.from(truth)
const numbers = Float64Array.from(truth, (of) => of + 1)
const decide = (scores: Float64Array) => Int32Array.from(scores, (score) => Number(score >= 0.6))

/** 40 queries of 10 items. */
const queries = Float64Array.from(truth, (_, i) => i % 40)

/** One side in the form that each need has. */
function side(scores: Float64Array): Partial<PredictionEvidence> {
  const both = new Float64Array(2 * rows).map((_, i) => (i % 2 === 1 ? scores[i >> 1] : 1 - scores[i >> 1]))
  return {
    scores: { truth, scores },
    probabilities: { truth, probabilities: scores },
    class_probabilities: { truth: codes, probabilities: both, classes: 2 },
    classes: { truth: codes, predicted: decide(scores), classes: 2 },
    decisions: { truth, predicted: Uint8Array.from(decide(scores)) },
    values: { truth: numbers, predicted: scores },
    quantiles: { truth: numbers, predicted: scores, share: 0.9 },
    rankings: { queries, relevance: Float64Array.from(truth), scores, k: 5 },
  }
}

const [champion, challenger] = [side(first), side(second)]
const gainOf = (id: string, a = champion, b = challenger) => {
  const metric = pairedMetrics.get(id)
  if (metric === undefined) throw new Error(`no paired metric ${id}`)
  return metric.gain(a[metric.need] as never, b[metric.need] as never, 0.95)
}

describe("gains of paired metrics", async () => {
  const { metrics } = await loadRegistry()

  it("need what the metric of that id needs", () => {
    for (const [id, { need }] of pairedMetrics) expect(metrics.get(id)?.meta.needs).toEqual({ predictions: need })
  })

  it("are the second figure less the first (1e-12), inside their interval", () => {
    for (const [id, { need }] of pairedMetrics) {
      const figure = (evidence: Partial<PredictionEvidence>) =>
        metrics.get(id)?.measure({ predictions: evidence[need] } as never).value ?? NaN
      const { value, low, high } = gainOf(id)
      expect(value, id).toBeCloseTo(figure(challenger) - figure(champion), 12)
      if (value === null || low === null || high === null) throw new Error(`${id} has no interval`)
      expect(low, id).toBeLessThan(value)
      expect(high, id).toBeGreaterThan(value)
    }
  })

  it("are 0 without doubt between a model and itself, but for McNemar's, which allows for the rows", () => {
    for (const id of pairedMetrics.keys()) {
      const { value, low, high } = gainOf(id, champion, champion)
      expect(value, id).toBe(0)
      if (id !== "accuracy") expect([low, high], id).toEqual([0, 0])
    }
  })

  it("of ROC AUC are DeLong's, of accuracy McNemar's", () => {
    const area = delongPaired(truth, first, second)
    expect(gainOf("roc_auc")).toEqual({ value: area.value, low: area.low, high: area.high, test: "delong", p: area.p })
    const [a, b] = [decide(first), decide(second)]
    const only = (right: Int32Array, wrong: Int32Array) =>
      codes.filter((of, i) => right[i] === of && wrong[i] !== of).length
    expect(gainOf("accuracy").p).toBe(mcnemar(only(a, b), only(b, a)).midP)
  })

  it("of a ranking are those of the queries, in whatever order each side numbers them", () => {
    const rankings = (side: Partial<PredictionEvidence>, numbered: (query: number) => number) => ({
      rankings: { ...(side.rankings as PredictionEvidence["rankings"]), queries: queries.map(numbered) },
    })
    for (const id of ["ndcg", "map", "mrr", "recall_at_k", "precision_at_k"]) {
      const same = gainOf(id)
      const other = gainOf(
        id,
        champion,
        rankings(challenger, (query) => 100 - query),
      )
      expect(other, id).toEqual(same)
      expect(same.test).toBe("bootstrap")
    }
    // As far as Student's law over the 40 queries' own differences says, within a fifth.
    const [a, b] = [champion, challenger].map(({ rankings: rows }) => ndcgs(rows as PredictionEvidence["rankings"], 5))
    const own = meanInterval(b.map((value, i) => value - a[i]))
    const { low, high } = gainOf("ndcg")
    const width = (own.high ?? NaN) - (own.low ?? NaN)
    expect(((high ?? NaN) - (low ?? NaN)) / width).toBeGreaterThan(0.8)
    expect(((high ?? NaN) - (low ?? NaN)) / width).toBeLessThan(1.2)
  })

  it("of accuracy reach 0 where McNemar's test leaves open whether there is one", () => {
    const truths = Int32Array.from({ length: 100 }, () => 1)
    const wrong = (places: number) => truths.map((_, i) => Number(i >= places))
    // 5 rows that only the second has right, none that only the first has: mid-p is 2·2⁻⁵ − 2⁻⁵ = 0.031; of 4 rows 0.0625.
    const gain = (differing: number) =>
      pairedMetrics
        .get("accuracy")
        ?.gain(
          { truth: truths, predicted: wrong(differing), classes: 2 },
          { truth: truths, predicted: truths, classes: 2 },
          0.95,
        )
    expect(gain(5)).toMatchObject({ value: 0.05, p: 0.03125 })
    expect(gain(4)?.p).toBe(0.0625)
    expect(gain(4)?.low).toBeLessThanOrEqual(0)
  })

  it("of ROC AUC are sure where one side separates the classes wholly and the other the wrong way round", () => {
    const labels = Uint8Array.of(0, 0, 1, 1)
    const scores = Float64Array.of(0.1, 0.2, 0.8, 0.9)
    const gain = pairedMetrics
      .get("roc_auc")
      ?.gain({ truth: labels, scores: scores.map((s) => -s) }, { truth: labels, scores }, 0.95)
    expect(gain).toMatchObject({ value: 1, low: 1, high: 1, p: 0 })
  })
})

interface AreaCase {
  id: string
  y: number[]
  a: number[]
  b?: number[]
  expect: { b_minus_a?: { delta: number; variance: number; p: number | null; ci95?: [number, number] } }
}

describe("gains agree with fixtures/golden/edge_more_metrics.json", () => {
  const scores = ({ y }: AreaCase, values: number[]) => ({
    scores: { truth: Uint8Array.from(y), scores: Float64Array.from(values) },
  })
  const decisions = (predicted: number[], y: readonly number[]) => ({
    classes: { truth: Int32Array.from(y), predicted: Int32Array.from(predicted), classes: 2 },
  })

  it("of ROC AUC (1e-9, ends 1e-8): identical and monotone scores, perfect and reversed ones, ties", () => {
    const tally = new Tally()
    for (const each of moreMetrics<AreaCase>("auc")) {
      const gain = gainOf("roc_auc", scores(each, each.a), scores(each, each.b ?? each.a))
      const golden = each.expect.b_minus_a
      if (golden === undefined) {
        // One positive has no variance: no interval, and so no decision.
        expect([gain.low, gain.high]).toEqual([null, null])
        continue
      }
      tally.near(`${each.id} gain`, gain.value, golden.delta, 1e-9, 1e-12)
      tally.near(`${each.id} p`, gain.p, golden.p, 1e-8, 1e-12)
      const [low, high] = golden.ci95 ?? [golden.delta, golden.delta]
      tally.near(`${each.id} low`, gain.low, low, 1e-8, 1e-12)
      tally.near(`${each.id} high`, gain.high, high, 1e-8, 1e-12)
    }
    expect(tally.compared).toBe(7 * 4)
  })

  it("of accuracy: McNemar's mid-p (1e-9)", () => {
    const tally = new Tally()
    for (const { b, c, expect: golden } of moreMetrics<{ b: number; c: number; expect: { mid_p: number } }>(
      "mcnemar",
    )) {
      const y = Array.from({ length: b + c + 20 }, () => 1)
      const first = y.map((_, i) => Number(i < b || i >= b + c))
      const second = y.map((_, i) => Number(i >= b))
      tally.near(
        `${b} ${c}`,
        gainOf("accuracy", decisions(first, y), decisions(second, y)).p,
        golden.mid_p,
        1e-9,
        1e-12,
      )
    }
    expect(tally.compared).toBe(7)
  })
})
