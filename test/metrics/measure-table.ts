import { measureMetrics, type MeasuredMetrics } from "../../src/compare/measure-metrics.js"
import type { MetricResult, NamedRole } from "../../src/model.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import { loadMetrics } from "../../src/registry.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

const metrics = await loadMetrics()

type Table = Parameters<typeof memoryDataset>[0]

/** What every metric says of tables in memory, from one labelled row on unless the options say otherwise. */
export function measureTables(
  { reference = null, current }: { reference?: Table | null; current: Table },
  roles: Record<string, NamedRole>,
  options: Partial<CompareOptions> = {},
): Promise<MeasuredMetrics> {
  return measureMetrics({
    reference: reference === null ? null : memoryDataset(reference),
    current: memoryDataset(current),
    metrics,
    options: { ...defaultOptions, minLabels: 1, ...options, roles: new Map(Object.entries(roles)) },
    hidden: new Set(),
  })
}

/** The figures of one table by id; of classes, "id: class". */
export async function figuresOf(
  current: Table,
  roles: Record<string, NamedRole>,
  options: Partial<CompareOptions> = {},
): Promise<Map<string, MetricResult>> {
  const measured = await measureTables({ current }, roles, options)
  return new Map(measured.metrics.map((each) => [nameOf(each), each]))
}

const nameOf = ({ id, labels }: MetricResult) => [id, ...Object.values(labels)].join(": ")
