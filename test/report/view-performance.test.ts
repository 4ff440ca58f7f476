import { describe, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { viewOf } from "../../src/report/view.js"
import { sampleReport } from "../helpers/sample-report.js"
import { measureTables } from "../metrics/measure-table.js"

type Tables = Parameters<typeof measureTables>

async function viewFor(...[tables, roles, options]: Tables) {
  const { metrics, performance } = await measureTables(tables, roles, options)
  const report: Report = sampleReport({ metrics, ...(performance === null ? {} : { performance }) })
  return viewOf(report).performance
}

const n = 400
const truth = Array.from({ length: n }, (_, i) => i % 2)
const score = truth.map((y, i) => 0.3 + 0.3 * y + ((i * 7) % 11) / 30)

describe("model performance on the page", () => {
  it("of two classes shows three curves, a matrix for each side and thresholds", async () => {
    const sides = { reference: { y: truth, score }, current: { y: truth, score } }
    const view = await viewFor(sides, { y: "target", score: "prediction" })
    expect(view!.charts.map(({ title }) => title)).toEqual(["ROC curve", "Precision and recall", "Calibration"])
    expect(view!.matrices.map(({ title }) => title)).toEqual(["Reference", "Current"])
    const shares = view!.matrices[1].rows.map(({ cells }) => cells.map(({ text }) => Number(text)))
    expect(shares.flat().reduce((sum, each) => sum + each, 0)).toBe(n)
    expect(view!.thresholds!.rows.at(-1)).toMatchObject({ flagged: "100%", recall: "100%", precision: "50.0%" })
    expect(view!.note).toContain("400 of 400 rows in current")
  })

  it("of numbers shows residuals and the error over time, and segments with the worst first", async () => {
    const y = truth.map((_, i) => i)
    const said = y.map((value, i) => value + (i % 4 < 2 ? 5 : 50) + (i % 3))
    const region = y.map((_, i) => (i % 4 < 2 ? "EU" : "US"))
    const time = y.map((_, i) => Date.UTC(2026, 0, 1) + i * 3_600_000)
    const view = await viewFor(
      { current: { y, said, region, time } },
      { y: "target", said: "prediction", time: "timestamp" },
      { segments: [{ column: "region" }], minLabels: 24 },
    )
    expect(view!.charts.map(({ title }) => title)).toEqual(["Residuals", "MAE over time"])
    expect(view!.segments!.rows.map(({ name }) => name)).toEqual(["region US", "region EU"])
    expect(view!.alone).toBe(true)
  })

  it("names of classes are text, whatever they hold", async () => {
    const y = truth.map((_, i) => ["<b>", "b", "c"][i % 3])
    const view = await viewFor({ current: { y, said: y } }, { y: "target", said: "prediction" })
    expect(view!.matrices[0].classes[0]).toBe("<b>")
    expect(view!.matrices[0].rows[0].cells.map(({ hit }) => hit)).toEqual([true, false, false])
    expect(JSON.stringify(view!.charts)).not.toContain("<b>")
  })
})
