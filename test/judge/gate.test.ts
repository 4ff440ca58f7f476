import { describe, expect, it } from "vitest"
import { gateVerdict } from "../../src/judge/gate.js"
import { judgeMetric } from "../../src/judge/judge-metrics.js"
import type { GateFacts, MetricResult } from "../../src/model.js"

const facts = (more: Partial<GateFacts> = {}): GateFacts => ({
  metric: "roc_auc",
  title: "ROC AUC",
  test: "delong",
  p_value: 0.01,
  gain: 0.02,
  gain_low: 0.01,
  gain_high: 0.03,
  min_gain: 0,
  max_segment_loss: null,
  rows: 1000,
  champion_rows: 1000,
  challenger_rows: 1000,
  shared: 1,
  ...more,
})

/** A figure of 0.8 of the champion and what the change makes of it, held to at most `by` worse. */
function figure(id: string, change: [number, number, number], by: number, labels: Record<string, string> = {}) {
  const [value, low, high] = change
  const side = (of: number) => ({ value: of, low: of - 0.1, high: of + 0.1, rows: 1000 })
  return judgeMetric({
    id,
    title: id,
    layer: "performance",
    unit: "score",
    better: id === "brier" ? "lower" : "higher",
    labels,
    reference: side(0.8),
    current: side(0.8 + value),
    limits: { warn: null, fail: { side: "worse", by, from: "reference" } },
    baseline: null,
    estimated: false,
    change: { value, low, high },
  })
}

const verdict = (metrics: MetricResult[], more: Partial<GateFacts> = {}) => gateVerdict({ facts: facts(more), metrics })

describe("the gate", () => {
  it("promotes where the whole interval of the gain lies above what is asked for", () => {
    expect(verdict([figure("roc_auc", [0.02, 0.01, 0.03], -0)])).toMatchObject({ status: "promote", exit_code: 0 })
    expect(verdict([figure("roc_auc", [0.05, 0.03, 0.07], -0.02)])).toMatchObject({ status: "promote" })
  })

  it("rejects where the whole interval lies below it", () => {
    expect(verdict([figure("roc_auc", [-0.02, -0.03, -0.01], -0)])).toMatchObject({ status: "reject", exit_code: 1 })
    expect(verdict([figure("roc_auc", [0.005, 0.001, 0.009], -0.01)])).toMatchObject({ status: "reject" })
  })

  it("is undecided where the interval holds it, on whichever side the gain lies", () => {
    for (const change of [0.01, -0.01]) {
      const found = verdict([figure("roc_auc", [change, change - 0.02, change + 0.02], -0)])
      expect(found).toMatchObject({ status: "undecided", exit_code: 2 })
      expect(found.reasons.at(-1)).toContain("leave open")
    }
  })

  it("says of two that do not differ that they do not", () => {
    const found = verdict([figure("roc_auc", [0, 0, 0], -0)], { gain: 0, gain_low: 0, gain_high: 0 })
    expect(found.status).toBe("undecided")
    expect(found.reasons.at(-1)).toBe("The two do not differ on these rows.")
  })

  it("rejects a better challenger that is surely worse calibrated, or in a segment, and names it", () => {
    const better = figure("roc_auc", [0.02, 0.01, 0.03], -0)
    const calibration = figure("brier", [0.02, 0.01, 0.03], 0)
    expect(verdict([better, calibration])).toMatchObject({
      status: "reject",
      reasons: [expect.anything(), "brier is surely worse: 0.800 became 0.820."],
    })
    const segment = figure("roc_auc", [-0.05, -0.08, -0.03], 0.02, { region: "north" })
    expect(verdict([better, segment]).reasons[1]).toBe(
      "roc_auc is surely worse where region north: 0.800 became 0.750.",
    )
  })

  it("does not reject for what may be chance", () => {
    const better = figure("roc_auc", [0.02, 0.01, 0.03], -0)
    expect(verdict([better, figure("brier", [0.01, -0.01, 0.03], 0)]).status).toBe("promote")
  })
})
