import { describe, expect, test } from "vitest"
import { decide } from "../../src/decide/decide.js"
import { degradationOf, signalsOf } from "../../src/decide/signals.js"
import type { RuleAction } from "../../src/model.js"
import { aucMetric, nightReport, type Night } from "../helpers/decisions.js"

const rule = (more: Partial<RuleAction> = {}): RuleAction => ({
  rule: "feature_drift",
  severity: "warning",
  since: "2026-11-20T02:15:00.000Z",
  action: "monitor",
  silenced: null,
  ...more,
})

const decided = (night: Night, rules: RuleAction[] = [], rejectedBy: string | null = null) =>
  decide({
    run: "run",
    created_at: "2026-11-23T02:15:00.000Z",
    signals: signalsOf(nightReport(night), null),
    rules,
    rejectedBy,
  })

describe("how much worse the model is", () => {
  const shareOf = (metric: Parameters<typeof aucMetric>, id: string | null = null) =>
    degradationOf(nightReport({ over: { metrics: [aucMetric(...metric)] } }), id)

  test("is the fall as a share of the reference's figure, with the change's interval", () => {
    // 0.9 → 0.81, the interval 0.801 to 0.819: 9 to 11 % of 0.9.
    const found = shareOf([0.81, 0.009])
    expect(found?.share).toBeCloseTo(0.1, 12)
    expect([found?.low, found?.high].map((end) => end?.toFixed(9))).toEqual(["0.090000000", "0.110000000"])
    expect(found).toMatchObject({ metric: "roc_auc", estimated: false, reference: 0.9, value: 0.81, rows: 8000 })
  })

  test("is the rise where lower is better, and what the configuration states stands for the reference", () => {
    const rmse = { ...aucMetric(12, 1), id: "rmse", better: "lower" as const, baseline: 10 }
    const found = degradationOf(nightReport({ over: { metrics: [rmse] } }), null)
    expect(found).toMatchObject({ metric: "rmse", reference: 10, share: 0.2 })
    expect([found?.low, found?.high]).toEqual([expect.closeTo(0.1, 12), expect.closeTo(0.3, 12)])
  })

  test("is what labels say, and an estimate only where they say nothing", () => {
    const [measured, estimated] = [aucMetric(0.8, 0.01), aucMetric(0.7, 0.01, true)]
    const of = (metrics: (typeof measured)[]) => degradationOf(nightReport({ over: { metrics } }), null)
    expect(of([estimated, measured])).toMatchObject({ value: 0.8, estimated: false })
    expect(of([estimated, aucMetric(null, 0)])).toMatchObject({ value: 0.7, estimated: true })
    const own = { ...aucMetric(0.7, 0.01), id: "estimated_roc_auc" }
    expect(of([own])).toMatchObject({ metric: "estimated_roc_auc", estimated: true })
  })

  test("is unknown for a segment's figure, one without a reference, and one that nobody calls better", () => {
    const [whole, segment] = [aucMetric(0.8, 0.01), { ...aucMetric(0.5, 0.01), labels: { country: "DE" } }]
    const of = (metric: typeof whole) => degradationOf(nightReport({ over: { metrics: [metric] } }), null)
    expect(of(segment)).toBeNull()
    expect(of({ ...whole, reference_value: null })).toBeNull()
    expect(of({ ...whole, reference_value: 0 })).toBeNull()
    expect(of({ ...whole, better: "neither" })).toBeNull()
    expect(of({ ...whole, id: "conversion" })).toBeNull()
  })

  test("is of the figure that the configuration names", () => {
    const metrics = [aucMetric(0.8, 0.01), { ...aucMetric(0.6, 0.01), id: "conversion" }]
    expect(degradationOf(nightReport({ over: { metrics } }), "conversion")).toMatchObject({ value: 0.6 })
  })
})

describe("a decision", () => {
  test("rests on critical columns; without any, on the data set's verdict, and says so", () => {
    expect(decided({ drifted: ["amount"], proxies: "fine" })).toMatchObject({
      action: "monitor",
      features: { marked: 2, drifted: true, columns: ["amount"] },
      notes: [],
    })
    const report = nightReport({ drifted: ["amount"], calm: ["a", "b", "c"], proxies: "fine" })
    const columns = report.columns.map(({ critical, ...column }) => column)
    const signals = signalsOf({ ...report, columns }, null)
    // One of four columns: no drift of the data set, whose share is 0.3.
    expect(signals.features).toEqual({ marked: 0, drifted: false, columns: ["amount"] })
    const { action, notes } = decide({ run: null, created_at: "", signals, rules: [], rejectedBy: null })
    expect({ action, notes }).toEqual({
      action: "none",
      notes: [expect.stringMatching(/No column is marked/) as string],
    })
  })

  test("takes a drift that is accepted for none", () => {
    const report = nightReport({ drifted: ["amount"] })
    const accepted = { until: "2026-12-31", why: null, owner: null }
    const columns = report.columns.map((column) => ({ ...column, accepted }))
    expect(signalsOf({ ...report, columns }, null).features.drifted).toBe(false)
  })

  test("whose interval spans two actions takes the milder, and says so", () => {
    // 0.9 → 0.855 is 5 %; the interval of ±0.0045 reaches from 4.5 to 5.5 %.
    expect(decided({ auc: 0.855, half: 0.0045 })).toMatchObject({
      action: "queue_retrain",
      table_at_most: "retrain_now",
      notes: ["The interval from 4.5% to 5.5% spans queue_retrain and retrain_now: the mildest of them is taken."],
    })
    expect(decided({ auc: 0.81, half: 0.0045 })).toMatchObject({ action: "retrain_now", notes: [] })
    expect(decided({ auc: 0.76, half: 0.2 }).notes[0]).toMatch(/spans none to rollback/)
  })

  test("of an estimate, and of nothing at all, says what it rests on", () => {
    expect(decided({ auc: 0.7, estimated: true })).toMatchObject({
      action: "rollback",
      notes: [expect.stringMatching(/^The figure is an estimate/) as string],
    })
    expect(decided({ drifted: ["amount"] })).toMatchObject({
      action: "watch",
      notes: [expect.stringMatching(/^Neither labels nor an estimate/) as string],
    })
  })

  test("is the more severe of table and open rules, and both are in it", () => {
    expect(decided({ auc: 0.8 }, [rule()])).toMatchObject({ action: "retrain_now", table: "retrain_now" })
    const severe = decided({ auc: 0.89 }, [rule(), rule({ rule: "auc_regression", action: "rollback" })])
    expect(severe).toMatchObject({ action: "rollback", table: "queue_retrain" })
    expect(severe.rules.map(({ action }) => action)).toEqual(["monitor", "rollback"])
  })

  test("leaves out a rule that is silenced", () => {
    expect(decided({}, [rule({ action: "rollback", silenced: "deployment" })])).toMatchObject({ action: "none" })
  })

  test("is rollback where the gate rejected what was retrained", () => {
    expect(decided({ auc: 0.8 }, [], "2026-11-24T000000Z")).toMatchObject({ action: "rollback", table: "retrain_now" })
  })
})
