import { privateColumns } from "../hide-private.js"
import { MetricReader } from "../../evidence/metric-columns.js"
import type { Dataset, MetricResult } from "../../model.js"
import { findRoles } from "../../options/find-roles.js"
import type { CompareOptions } from "../../options/options.js"
import type { Registry } from "../../registry.js"
import { judgePair } from "./judge-pair.js"
import { worseBy, type Pairs } from "./paired-figure.js"

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
  const hidden = privateColumns(options, { renamed: [] })
  const readers = { champion: new MetricReader(champion, hidden), challenger: new MetricReader(challenger, hidden) }
  const results: MetricResult[] = []
  for (const id of ids) {
    const metric = metrics.get(id)
    if (metric === undefined) continue
    const first = await readers.champion.evidence(metric.meta.needs, roles, pairs.champion)
    const second = await readers.challenger.evidence(metric.meta.needs, roles, pairs.challenger)
    if (first.rows === 0 || second.rows === 0) continue
    results.push(
      judgePair(id, metric, {
        options,
        labels: {},
        reference: metric.measure(first.columns),
        current: metric.measure(second.columns),
        fail: options.metrics.get(id)?.fail ?? (id === "p95_latency" ? worseBy(0) : null),
      }),
    )
  }
  return results
}
