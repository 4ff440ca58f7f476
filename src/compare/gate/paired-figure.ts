import type { PredictionRows } from "../../evidence/prediction-rows.js"
import type { MetricLimit, MetricResult } from "../../model.js"
import type { CompareOptions } from "../../options/options.js"
import type { Registry } from "../../registry.js"
import { pairedMetrics, type Gain } from "./gains.js"
import { judgePair } from "./judge-pair.js"

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
  const result = judgePair(id, metric, {
    options,
    labels,
    reference: isEmpty ? null : metric.measure({ predictions: champion }),
    current: isEmpty ? empty : metric.measure({ predictions: challenger }),
    fail: limit,
    change: gain,
  })
  return { result, gain }
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
