import { judgeMetric, type MeasuredFigure } from "../../judge/judge-metrics.js"
import type { Metric, MetricLimit, MetricResult } from "../../model.js"
import type { CompareOptions } from "../../options/options.js"
import { metricChange, metricValue, withInterval } from "../../words/metric.js"

/** A figure of the champion (`reference`) and of the challenger (`current`) over the same rows, and what fails it. */
export interface Pair extends Pick<MeasuredFigure, "labels" | "reference" | "current" | "change"> {
  options: Pick<CompareOptions, "metrics">
  /** null: nothing. */
  fail: MetricLimit | null
}

/** The figure as the gate judges it: it fails or passes, because two figures whose difference may be chance are no warning. */
export function judgePair(id: string, { meta }: Metric, { options, fail, ...figures }: Pair): MetricResult {
  const judged = judgeMetric({
    id,
    title: options.metrics.get(id)?.title ?? meta.title,
    layer: meta.layer,
    unit: meta.unit,
    better: meta.better,
    limits: { warn: null, fail },
    baseline: null,
    estimated: false,
    ...figures,
  })
  const status = judged.status === "warn" ? "pass" : judged.status
  return { ...judged, status, message: sentence(judged) }
}

/** "ROC AUC is 0.861 (0.853 to 0.869), the champion's 0.843: +0.0182 (+0.0121 to +0.0243)." */
function sentence(result: MetricResult): string {
  const { title, value, low, high, unit, reference_value: before, message } = result
  if (value === null || before === null) return message
  const figure = `${title} is ${withInterval(value, low, high, unit)}`
  return `${figure}, the champion's ${metricValue(before, unit)}: ${metricChange(result)}.`
}
