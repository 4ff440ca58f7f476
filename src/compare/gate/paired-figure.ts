import type { PredictionRows } from "../../evidence/prediction-rows.js"
import { judgeMetric } from "../../judge/judge-metrics.js"
import type { MetricLimit, MetricResult } from "../../model.js"
import type { CompareOptions } from "../../options/options.js"
import type { Registry } from "../../registry.js"
import { metricChange, metricValue, withInterval } from "../../words/metric.js"
import { pairedMetrics, type Gain } from "./gains.js"

/** Rows that both scored, in the same order, and how many labelled rows each scored. */
export interface Pairs {
  champion: Int32Array
  challenger: Int32Array
  scoredBy: { champion: number; challenger: number }
}

export interface PairedWork {
  scored: Record<"champion" | "challenger", PredictionRows>
  pairs: Pairs
  labels: Record<string, string>
  confidence: number
  /** What fails the challenger; null: nothing. */
  limit: MetricLimit | null
  options: CompareOptions
  registry: Pick<Registry, "metrics">
}

const none: Gain = { value: null, low: null, high: null, test: "bootstrap", p: null }

/** One metric of both over the same rows, judged by the interval of its difference. */
export async function pairedFigure(id: string, work: PairedWork): Promise<{ result: MetricResult; gain: Gain }> {
  const { scored, labels, confidence, limit, options, registry } = work
  const metric = registry.metrics.get(id)
  const paired = pairedMetrics.get(id)
  if (metric === undefined || paired === undefined) throw new Error(`no paired metric ${id}`)
  const rows = await sharedRows(work, paired.need)
  const champion = (await scored.champion.evidence(paired.need, rows.champion)).evidence
  const challenger = (await scored.challenger.evidence(paired.need, rows.challenger)).evidence
  const isEmpty = rows.champion.length === 0
  const gain = isEmpty ? none : paired.gain(champion, challenger, confidence)
  const empty = { value: null, low: null, high: null, rows: 0, reason: "Both scored no row of these." }
  const own = options.metrics.get(id)
  const judged = judgeMetric({
    id,
    title: own?.title ?? metric.meta.title,
    layer: metric.meta.layer,
    unit: metric.meta.unit,
    better: metric.meta.better,
    labels,
    reference: isEmpty ? null : metric.measure({ predictions: champion }),
    current: isEmpty ? empty : metric.measure({ predictions: challenger }),
    limits: { warn: null, fail: limit },
    baseline: null,
    estimated: false,
    change: gain,
  })
  // Of two figures whose difference may be chance the worse one is no warning: the rows leave it open.
  const status = judged.status === "warn" ? "pass" : judged.status
  return { result: { ...judged, status, message: sentence(judged) }, gain }
}

/** The figure may be worse than the champion's by so much; negative: it must be better by as much. */
export const worseBy = (by: number): MetricLimit => ({ side: "worse", by, from: "reference" })

/** The pairs whose rows are complete on both sides for what this metric needs. */
async function sharedRows(
  { scored, pairs }: PairedWork,
  need: Parameters<PredictionRows["evidence"]>[0],
): Promise<Pick<Pairs, "champion" | "challenger">> {
  const first = await scored.champion.evidence(need, pairs.champion)
  const second = await scored.challenger.evidence(need, pairs.challenger)
  if (first.rows === pairs.champion.length && second.rows === pairs.champion.length) return pairs
  const [inFirst, inSecond] = [new Set(first.kept), new Set(second.kept)]
  const places = Array.from(pairs.champion.keys()).filter(
    (i) => inFirst.has(pairs.champion[i]) && inSecond.has(pairs.challenger[i]),
  )
  return {
    champion: Int32Array.from(places, (i) => pairs.champion[i]),
    challenger: Int32Array.from(places, (i) => pairs.challenger[i]),
  }
}

/** "ROC AUC is 0.861 (0.853 to 0.869), the champion's 0.843: +0.0182 (+0.0121 to +0.0243)." */
export function sentence(result: MetricResult): string {
  const { title, value, low, high, unit, reference_value: before, message } = result
  if (value === null || before === null) return message
  const figure = `${title} is ${withInterval(value, low, high, unit)}`
  return `${figure}, the champion's ${metricValue(before, unit)}: ${metricChange(result)}.`
}
