import { describe, expect, it } from "vitest"
import { estimatedFigure } from "../../src/compare/estimated-figures.js"
import { normalDraws, randomNumbers } from "../../src/stats/random.js"
import { measureTables } from "../metrics/measure-table.js"

const rows = 2000
const roles = { y: "target", score: "prediction" } as const

/** Rows with a score that is right, of inputs that lie `shift` further up; their labels, of which the first `late` have not come. */
function table(seed: number, shift: number, late = 0) {
  const next = randomNumbers(seed + 100)
  const score = Array.from(normalDraws(rows, seed), (z) => 1 / (1 + Math.exp(-2 * z - shift)))
  const truth = score.map((p) => Number(next() < p))
  return { score, y: truth.map((label, row) => (row < late ? null : label)) as number[], truth }
}

async function figures(reference: object, current: object) {
  const { metrics } = await measureTables({ reference, current } as Parameters<typeof measureTables>[0], roles)
  return new Map(metrics.map((metric) => [metric.id, metric]))
}

describe("figures without labels", () => {
  it("are estimated by the reference's labels, marked, and say when they hold", async () => {
    const current = table(2, 1.5, rows)
    const found = await figures(table(1, 0), { score: current.score, y: current.y })
    expect(found.get("accuracy")).toMatchObject({ value: null, estimated: false })
    const accuracy = found.get("estimated_accuracy")
    const real = current.score.filter((p, row) => Number(p >= 0.5) === current.truth[row]).length / rows
    expect(accuracy).toMatchObject({ title: "Accuracy, estimated", estimated: true, rows })
    // Three standard errors of a share of 2,000 rows.
    expect(Math.abs((accuracy?.value ?? NaN) - real)).toBeLessThan(0.035)
    expect(accuracy?.message).toMatch(
      /holds only while the target follows from the inputs as it did in the reference\.$/,
    )
    expect(Array.from(found.keys()).filter((id) => id.startsWith("estimated_"))).toEqual(
      ["accuracy", "f1", "pr_auc", "precision", "recall", "roc_auc", "specificity"].map((id) => `estimated_${id}`),
    )
  })

  it("stand beside the truth where labels come late, and are not made where all have come", async () => {
    const late = await figures(table(1, 0), table(2, 0, 1000))
    expect(late.get("accuracy")).toMatchObject({ rows: 1000, estimated: false })
    expect(late.get("estimated_accuracy")).toMatchObject({ rows, estimated: true })
    const all = await figures(table(1, 0), table(2, 0))
    expect(Array.from(all.keys()).filter((id) => id.startsWith("estimated_"))).toEqual([])
  })

  it("warn and never fail, unless their owner says so", async () => {
    // Scores that say nothing any more: around the middle, where half of the predictions are wrong.
    const flat = { score: table(3, 0).score.map((p) => 0.45 + p / 10), y: new Array<number | null>(rows).fill(null) }
    const found = await figures(table(1, 0), flat)
    expect(found.get("estimated_roc_auc")).toMatchObject({ status: "warn", fail_limit: null })
  })

  it("are none of a regression, nor without labels in the reference", async () => {
    const none = await figures({ ...table(1, 0, rows) }, { ...table(2, 0, rows) })
    expect(Array.from(none.keys()).filter((id) => id.startsWith("estimated_"))).toEqual([])
    const numbers = (seed: number) => ({ score: table(seed, 0).score, y: Array.from(normalDraws(rows, seed)) })
    const regression = await figures(numbers(1), { ...numbers(2), y: new Array<number | null>(rows).fill(null) })
    expect(Array.from(regression.keys()).filter((id) => id.startsWith("estimated_"))).toEqual([])
  })

  it("have the reference's interval for as many rows", () => {
    const reference = { value: 0.9, low: 0.88, high: 0.92, rows: 1000 }
    const { low, high } = estimatedFigure(0.8, 4000, reference)
    expect([low, high].map((end) => Number(end?.toFixed(9)))).toEqual([0.79, 0.81])
    expect(estimatedFigure(0.999, 4000, reference).high).toBe(1)
    expect(estimatedFigure(null, 4000, reference)).toMatchObject({ value: null, reason: expect.any(String) as string })
  })
})
