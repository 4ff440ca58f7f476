import { describe, expect, it } from "vitest"
import { worseModel, worseSentence } from "../../src/judge/worse-model.js"
import type { MetricResult } from "../../src/model.js"

const figure = (id: string, more: Partial<MetricResult> = {}) =>
  ({
    id,
    title: id.toUpperCase(),
    layer: "performance",
    labels: {},
    unit: "number",
    value: 89.2,
    reference_value: 22.3,
    baseline: null,
    status: "warn",
    unsure: false,
    ...more,
  }) as MetricResult

const sentenceOf = (metrics: MetricResult[], leading?: string) => {
  const worse = worseModel(metrics, leading)
  return worse === null ? null : worseSentence(worse)
}

describe("that a model got worse", () => {
  it("is said by the leading figure, with how many others say so", () => {
    expect(sentenceOf([figure("rmse"), figure("mae")], "mae")).toBe(
      "The model got worse: MAE 22.3 → 89.2, and one other figure.",
    )
    expect(sentenceOf([figure("rmse")], "mae")).toBe("The model got worse: RMSE 22.3 → 89.2.")
  })

  it("starts from the baseline where one is stated", () => {
    expect(sentenceOf([figure("mae", { baseline: 25, reference_value: null })])).toBe(
      "The model got worse: MAE 25 → 89.2.",
    )
  })

  it("is said with how many figures surely got better", () => {
    const up = (id: string) => figure(id, { status: "no_limit", better: "higher", change_low: 0.01, change_high: 0.1 })
    const down = figure("brier", { status: "pass", better: "lower", change_low: -0.1, change_high: -0.01 })
    const perhaps = figure("auc", { status: "pass", better: "higher", change_low: -0.01, change_high: 0.1 })
    expect(sentenceOf([figure("specificity"), up("f1"), down, perhaps])).toBe(
      "The model got worse: SPECIFICITY 22.3 → 89.2, though 2 figures surely got better.",
    )
    expect(sentenceOf([figure("specificity"), figure("mcc"), up("f1")])).toBe(
      "The model got worse: SPECIFICITY 22.3 → 89.2, and one other figure, though one surely got better.",
    )
  })

  it("is not said of what may be chance, of segments, of other layers, or of what has nothing to be compared with", () => {
    const others = [
      figure("a", { unsure: true }),
      figure("b", { labels: { region: "EU" } }),
      figure("c", { layer: "business" }),
      figure("d", { reference_value: null }),
      figure("e", { status: "fail" }),
      figure("f", { status: "no_limit" }),
    ]
    expect(sentenceOf(others)).toBeNull()
  })
})
