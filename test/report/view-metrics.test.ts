import { expect, test } from "vitest"
import type { MetricResult } from "../../src/model.js"
import { inOrder } from "../../src/report/view-metrics.js"

const figure = (id: string, status: MetricResult["status"], over: Partial<MetricResult> = {}) =>
  ({ id, status, layer: "performance", labels: {}, value: 0.5, estimated: false, ...over }) as MetricResult

const order = (metrics: MetricResult[]) => inOrder(metrics).map(({ id }) => id)

test("figures: failed ones, warnings, the others; those of all rows before those of segments", () => {
  const segment = figure("segment", "warn", { labels: { region: "EU" } })
  expect(order([figure("none", "no_limit"), segment, figure("warned", "warn"), figure("failed", "fail")])).toEqual([
    ...["failed", "warned", "segment", "none"],
  ])
})

test("estimates come last where there are labels, and by their status where there are none", () => {
  const estimate = figure("estimated", "warn", { estimated: true })
  expect(order([estimate, figure("truth", "no_limit")])).toEqual(["truth", "estimated"])
  expect(order([figure("truth", "not_applicable", { value: null }), estimate])).toEqual(["estimated", "truth"])
})

test("an estimate stands directly behind the figure that labels gave of the same rows", () => {
  const estimate = (id: string, labels = {}) => figure(`estimated_${id}`, "warn", { estimated: true, labels })
  const region = { region: "EU" }
  const figures = [
    ...[figure("f1", "no_limit"), figure("auc", "fail"), figure("auc", "warn", { labels: region })],
    ...[estimate("auc", region), estimate("f1"), estimate("auc"), estimate("recall")],
  ]
  expect(inOrder(figures).map(({ id, labels }) => `${id}${"region" in labels ? " EU" : ""}`)).toEqual([
    ...["auc", "estimated_auc", "auc EU", "estimated_auc EU", "f1", "estimated_f1", "estimated_recall"],
  ])
})
