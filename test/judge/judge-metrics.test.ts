import { describe, expect, it } from "vitest"
import { judgeMetric, type MeasuredFigure } from "../../src/judge/judge-metrics.js"
import { mistakesDecide } from "../../src/metrics/no-limit.js"
import type { Better, Figure, MetricLimit } from "../../src/model.js"

const figure = (value: number, low: number | null, high: number | null): Figure => ({ value, low, high, rows: 100 })

function judged(current: Figure, more: Partial<MeasuredFigure> & { fail?: MetricLimit; warn?: MetricLimit } = {}) {
  const { fail = null, warn = null, ...rest } = more
  const measured: MeasuredFigure = {
    id: "conversion",
    title: "Conversion",
    layer: "business",
    unit: "share",
    better: "higher",
    labels: {},
    reference: null,
    current,
    limits: { warn, fail },
    baseline: null,
    estimated: false,
    ...rest,
  }
  return judgeMetric(measured)
}

const below = (by: number): MetricLimit => ({ side: "worse", by, from: "zero" })

describe("the status of a figure", () => {
  it("fails only when the interval lies wholly beyond the failing limit", () => {
    expect(judged(figure(0.04, 0.03, 0.045), { fail: below(0.05) })).toMatchObject({ status: "fail", unsure: false })
    expect(judged(figure(0.04, 0.03, 0.055), { fail: below(0.05) })).toMatchObject({ status: "warn", unsure: true })
  })

  it("warns when the value is beyond the warning limit, however wide the interval", () => {
    expect(judged(figure(0.04, 0.01, 0.09), { warn: below(0.05) })).toMatchObject({ status: "warn", unsure: true })
    expect(judged(figure(0.06, 0.01, 0.09), { warn: below(0.05) })).toMatchObject({ status: "pass", unsure: true })
    expect(judged(figure(0.06, 0.055, 0.09), { warn: below(0.05) })).toMatchObject({ status: "pass", unsure: false })
  })

  it("takes a figure without an interval as it is", () => {
    expect(judged(figure(0.04, null, null), { fail: below(0.05) })).toMatchObject({ status: "fail", unsure: false })
  })

  it("has no limit where none is set, and none that needs a reference where there is none", () => {
    expect(judged(figure(0.04, 0.03, 0.05)).status).toBe("no_limit")
    const fail: MetricLimit = { side: "below", by: 0.1, from: "reference_share" }
    expect(judged(figure(0.04, 0.03, 0.05), { fail }).status).toBe("no_limit")
  })

  it("bounds the worse side of each kind of figure", () => {
    const at = (better: Better) => judged(figure(5, 4, 6), { better, unit: "ms", fail: below(3) })
    expect(at("lower")).toMatchObject({ status: "fail", beyond: "above" })
    expect(at("higher")).toMatchObject({ status: "pass", beyond: "below" })
  })

  it("holds a change to its own interval, which both sides make wide", () => {
    const fail: MetricLimit = { side: "below", by: 0.03, from: "reference" }
    const sure = judged(figure(0.8, 0.78, 0.82), { reference: figure(0.9, 0.89, 0.91), fail })
    expect(sure).toMatchObject({ status: "fail", fail_limit: 0.87 })
    expect(sure.change).toBeCloseTo(-0.1, 12)
    expect(sure.change_high).toBeCloseTo(-0.1 + Math.hypot(0.02, 0.01), 12)
    // The value alone lies below 0.87, but the reference's own interval leaves that open.
    const open = judged(figure(0.86, 0.855, 0.865), { reference: figure(0.9, 0.84, 0.96), fail })
    expect(open).toMatchObject({ status: "warn", unsure: true })
  })

  it("counts a move away in either direction, as a share of the reference's figure", () => {
    const fail: MetricLimit = { side: "away", by: 0.1, from: "reference_share" }
    const sides = { better: "neither" as const, unit: "number" as const, reference: figure(100, 99, 101), fail }
    expect(judged(figure(120, 119, 121), sides)).toMatchObject({ status: "fail", fail_limit: 110, beyond: "above" })
    expect(judged(figure(80, 79, 81), sides)).toMatchObject({ status: "fail", fail_limit: 90, beyond: "below" })
    expect(judged(figure(105, 104, 106), sides).status).toBe("pass")
  })

  it("never fails as a warning, and fails early as a failure", () => {
    const current = figure(0.04, 0.03, 0.045)
    const limits = { fail: below(0.05), warn: below(0.06) }
    expect(judged(current, { limits: { ...limits, severity: "warn" } }).status).toBe("warn")
    expect(judged(figure(0.055, 0.054, 0.056), { limits: { ...limits, severity: "fail" } }).status).toBe("fail")
  })

  it("says the figure, its interval, its reference and its limit in one sentence", () => {
    expect(judged(figure(0.04, 0.03, 0.055), { fail: below(0.05), reference: figure(0.06, 0.05, 0.07) }).message).toBe(
      "Conversion is 4.0% (3.0% to 5.5%), 6.0% in reference: below the limit of 5.0%; the interval crosses 5.0%, so these rows leave it open.",
    )
  })
})

describe("a figure of performance", () => {
  const drop: MetricLimit = { side: "below", by: 0.03, from: "reference" }
  const auc = (current: Figure, reference: Figure | null, baseline: number | null = null) =>
    judged(current, { layer: "performance", unit: "score", reference, baseline, fail: drop })

  it("fails below its reference when the interval of the change says so", () => {
    expect(auc(figure(0.8, 0.79, 0.81), figure(0.87, 0.86, 0.88)).status).toBe("fail")
    expect(auc(figure(0.8, 0.7, 0.9), figure(0.87, 0.86, 0.88))).toMatchObject({ status: "warn", unsure: true })
    expect(auc(figure(0.86, 0.85, 0.87), figure(0.87, 0.86, 0.88)).status).toBe("pass")
  })

  it("is held to a baseline that the configuration states, with or without a reference", () => {
    const failed = auc(figure(0.8, 0.79, 0.81), null, 0.87)
    expect(failed).toMatchObject({ status: "fail", baseline: 0.87 })
    expect(failed.fail_limit).toBeCloseTo(0.84, 12)
    expect(auc(figure(0.8, 0.79, 0.81), figure(0.81, 0.8, 0.82), 0.87).status).toBe("fail")
    expect(auc(figure(0.85, 0.84, 0.86), figure(0.95, 0.94, 0.96), 0.87).status).toBe("pass")
  })

  it("without a limit of its own warns where it surely got worse, and only there", () => {
    const mae = (current: Figure, reference: Figure | null, more: Partial<MeasuredFigure> = {}) =>
      judged(current, { layer: "performance", unit: "number", better: "lower", reference, limits, ...more })
    const limits = { warn: mistakesDecide.warnLimit, fail: null }
    const before = figure(20, 19, 21)
    expect(mae(figure(30, 28, 32), before)).toMatchObject({
      status: "warn",
      unsure: false,
      warn_limit: null,
      message: "Conversion is 30 (28 to 32), 20 in reference: surely worse.",
    })
    // Higher by 1 ± √2: it may be chance, which is no doubt about a limit.
    expect(mae(figure(21, 20, 22), before)).toMatchObject({ status: "no_limit", unsure: false, beyond: null })
    expect(mae(figure(10, 9, 11), before).status).toBe("no_limit")
    expect(mae(figure(30, null, null), before).status).toBe("no_limit")
    expect(mae(figure(30, 28, 32), null).status).toBe("no_limit")
    expect(mae(figure(30, 28, 32), null, { baseline: 25 }).status).toBe("warn")
    expect(mae(figure(30, 28, 32), before, { limits: { ...limits, severity: "fail" } }).status).toBe("fail")
    expect(mae(figure(21, 20, 22), before, { limits: { ...limits, severity: "fail" } }).status).toBe("no_limit")
  })

  it("without an interval never fails", () => {
    expect(auc(figure(0.5, null, null), figure(0.87, 0.86, 0.88))).toMatchObject({ status: "warn", unsure: true })
  })
})
