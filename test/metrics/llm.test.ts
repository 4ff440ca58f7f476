import { describe, expect, it } from "vitest"
import judgeAgreement from "../../src/metrics/llm/judge_agreement.js"
import { randomNumbers } from "../../src/stats/random.js"
import { moreMetrics } from "../stats/intervals/golden-intervals.js"
import { figuresOf } from "./measure-table.js"

interface Agreement {
  id: string
  labels: number[]
  y: number[]
  pred: number[]
  expect: { kappa_quadratic: number | null }
}

const marks = (values: readonly number[]) => Float64Array.from(values, (value) => value + 1)

describe("the agreement of a judge and people", () => {
  const cases = moreMetrics<Agreement>("agreement").filter(({ labels }) => labels.length === 5)

  it("is the weighted kappa of fixtures/golden/edge_more_metrics.json (tolerance 1e-9)", () => {
    expect(cases.length).toBeGreaterThan(0)
    for (const { id, y, pred, expect: golden } of cases) {
      const { value, rows } = judgeAgreement.measure({ judge_score: marks(pred), human_score: marks(y) })
      expect([id, rows]).toEqual([id, y.length])
      expect([id, Math.abs((value ?? NaN) - (golden.kappa_quadratic ?? NaN)) < 1e-9]).toEqual([id, true])
    }
  })

  it("has the interval of a bootstrap of rows that is written here anew, each end within 0.2 of its standard error", () => {
    const [{ y, pred }] = cases
    const next = randomNumbers(5)
    const drawn = Array.from({ length: 4000 }, () => {
      const rows = Array.from(y, () => Math.floor(y.length * next()))
      return quadraticKappa(
        rows.map((row) => pred[row]),
        rows.map((row) => y[row]),
      )
    }).sort((a, b) => a - b)
    const mean = drawn.reduce((sum, each) => sum + each, 0) / drawn.length
    const error = Math.sqrt(drawn.reduce((sum, each) => sum + (each - mean) ** 2, 0) / drawn.length)
    const { low, high } = judgeAgreement.measure({ judge_score: marks(pred), human_score: marks(y) })
    expect(Math.abs((low ?? NaN) - drawn[100])).toBeLessThan(0.2 * error)
    expect(Math.abs((high ?? NaN) - drawn[3900])).toBeLessThan(0.2 * error)
  })

  it("is none where all marks are the same", () => {
    const same = new Float64Array(40).fill(5)
    expect(judgeAgreement.measure({ judge_score: same, human_score: same })).toMatchObject({ value: null, rows: 40 })
  })
})

/** 1 − mean (a − b)² / (var a + var b + (mean a − mean b)²): what quadratic weights come to. */
function quadraticKappa(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length
  const [first, second] = [mean(a), mean(b)]
  const variance = (values: readonly number[], of: number) => mean(values.map((each) => (each - of) ** 2))
  const apart = mean(a.map((each, i) => (each - b[i]) ** 2))
  return 1 - apart / (variance(a, first) + variance(b, second) + (first - second) ** 2)
}

describe("feedback", () => {
  it("of −1, 0 and 1 are thumbs down, none and up", async () => {
    const feedback = [1, 1, 1, -1, 0, 0, null, 1]
    const figures = await figuresOf({ feedback, output_tokens: feedback.map((_, i) => 10 + i) }, {})
    expect(figures.get("positive_feedback_share")).toMatchObject({ value: 0.8, rows: 5 })
  })

  it("of 0 and 1 are no and yes", async () => {
    const feedback = [1, 1, 0, 0]
    const figures = await figuresOf({ feedback, output_tokens: feedback.map((_, i) => 10 + i) }, {})
    expect(figures.get("positive_feedback_share")).toMatchObject({ value: 0.5, rows: 4 })
  })
})
