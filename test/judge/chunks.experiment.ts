import { writeFileSync } from "node:fs"
import { expect, it } from "vitest"
import { judgeChunks } from "../../src/judge/judge-chunks.js"
import { meanOf } from "../../src/stats/chunk-band.js"
import { averagePrecisionOf } from "../../src/stats/performance/scores/average-precision.js"
import { expectedPerformance } from "../../src/stats/performance/scores/expected-performance.js"
import { normalDraws, randomNumbers } from "../../src/stats/random.js"
import { rocAuc } from "../../src/stats/roc-auc.js"

/**
 * npm run chunk-false-alarms (RUNS=400): in how many comparisons without any change a chunk lies outside, and in how many the model is said
 * to be worse in more chunks than chance brings. By labels, whose chunks vary as the reference's own do, and by estimates, which vary
 * less. Seeded; writes fixtures/shift/chunk-false-alarms.json; docs/estimates.md has the figures.
 */
const runs = Number(process.env.RUNS ?? 400)
const rows = 200
const ids = ["accuracy", "precision", "recall", "specificity", "f1", "rocAuc", "averagePrecision"] as const
type Figures = Record<(typeof ids)[number], number | null>

/** Figures of chunks of rows whose scores are right: by their labels, and as they are expected. */
function draw(seed: number, chunks: number): { labels: Figures; estimate: Figures }[] {
  const z = normalDraws(chunks * rows, seed)
  const next = randomNumbers(seed + 1)
  return Array.from({ length: chunks }, (_, chunk) => {
    const scores = Float64Array.from({ length: rows }, (_, i) => 1 / (1 + Math.exp(-1.5 * z[chunk * rows + i])))
    const truth = Uint8Array.from(scores, (score) => Number(next() < score))
    const predicted = Uint8Array.from(scores, (score) => Number(score > 0.5))
    const [ones, zeros] = [1, 0].map((label) => scores.filter((_, i) => truth[i] === label))
    const own = { ...expectedPerformance(Float64Array.from(truth), predicted, scores), rocAuc: rocAuc(zeros, ones).auc }
    const averagePrecision = averagePrecisionOf(truth, scores)(new Int32Array(rows).fill(1))
    return { labels: { ...own, averagePrecision }, estimate: expectedPerformance(scores, predicted, scores) }
  })
}

function limitsOf(values: readonly number[]) {
  const mean = meanOf(Float64Array.from(values))
  const spread = Math.sqrt(meanOf(Float64Array.from(values, (value) => (value - mean) ** 2)))
  return { low_limit: mean - 3 * spread, high_limit: mean + 3 * spread }
}

function oneRun(
  seed: number,
  { reference, current }: { reference: number; current: number },
  by: "labels" | "estimate",
) {
  const [before, after] = [draw(2 * seed, reference), draw(2 * seed + 1_000_003, current)]
  const figures = ids.map((id) => {
    const limits = limitsOf(before.map(({ labels }) => labels[id] ?? 0))
    const values = after.map((figures) => {
      const value = figures[by][id] ?? 0
      const alert = value < limits.low_limit || value > limits.high_limit
      return { estimated: value, low: null, high: null, realised: null, alert, realised_alert: false }
    })
    return { id, title: id, better: "higher" as const, ...limits, values }
  })
  const found = judgeChunks(figures, { reference, reach: 3 })
  return {
    outside: found.some(({ values }) => values.some(({ alert }) => alert)),
    worse: found.some(({ surely_worse }) => surely_worse),
  }
}

it("counts in how many unchanged comparisons chunks alarm", () => {
  const counted = [
    { reference: 10, current: 10 },
    { reference: 10, current: 100 },
    { reference: 30, current: 30 },
    { reference: 100, current: 100 },
  ].flatMap((chunks) =>
    (["labels", "estimate"] as const).map((by) => {
      const all = Array.from({ length: runs }, (_, run) => oneRun(7919 * run + 1, chunks, by))
      const of = (what: "outside" | "worse") => all.filter((each) => each[what]).length
      return { ...chunks, by, runs, outside: of("outside"), worse: of("worse") }
    }),
  )
  console.table(counted)
  for (const { worse } of counted) expect(worse / runs).toBeLessThanOrEqual(0.02)
  writeFileSync("fixtures/shift/chunk-false-alarms.json", `${JSON.stringify({ rows, counted }, null, 2)}\n`)
})
