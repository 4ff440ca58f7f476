import { MetricReader } from "../../evidence/metric-columns.js"
import { judgeMetric } from "../../judge/judge-metrics.js"
import type { Dataset, MetricResult } from "../../model.js"
import { findRoles } from "../../options/find-roles.js"
import type { CompareOptions } from "../../options/options.js"
import type { Registry } from "../../registry.js"
import { sentence, worseBy, type Pairs } from "./paired-figure.js"

const ids = ["p50_latency", "p95_latency"]

/**
 * The latencies of both over the same rows; none where no column has that role on both sides. The 95th percentile must be no worse:
 * its difference has the interval that both intervals make, which is the wider one where slow requests are slow for both.
 */
export async function latencyFigures(
  { champion, challenger }: { champion: Dataset; challenger: Dataset },
  pairs: Pairs,
  options: CompareOptions,
  { metrics }: Pick<Registry, "metrics">,
): Promise<MetricResult[]> {
  const column = findRoles(challenger.columns, options.roles).find(({ role }) => role === "latency")?.column
  if (column === undefined || !champion.columns.some(({ name }) => name === column)) return []
  const roles = { latency: { column } }
  const readers = { champion: new MetricReader(champion), challenger: new MetricReader(challenger) }
  const results: MetricResult[] = []
  for (const id of ids) {
    const metric = metrics.get(id)
    if (metric === undefined) continue
    const first = await readers.champion.evidence(metric.meta.needs, roles, pairs.champion)
    const second = await readers.challenger.evidence(metric.meta.needs, roles, pairs.challenger)
    if (first.rows === 0 || second.rows === 0) continue
    const own = options.metrics.get(id)
    const fail = id === "p95_latency" ? worseBy(0) : null
    const judged = judgeMetric({
      id,
      title: own?.title ?? metric.meta.title,
      layer: metric.meta.layer,
      unit: metric.meta.unit,
      better: metric.meta.better,
      labels: {},
      reference: metric.measure(first.columns),
      current: metric.measure(second.columns),
      limits: { warn: null, fail: own?.fail ?? fail },
      baseline: null,
      estimated: false,
    })
    const status = judged.status === "warn" ? "pass" : judged.status
    results.push({ ...judged, status, message: sentence(judged) })
  }
  return results
}
