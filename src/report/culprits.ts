import type { CauseCheck, CheckResult, ColumnResult, MetricResult, Verdict } from "../model.js"

export interface Culprits {
  /** Ids of the causes. */
  causes: ReadonlySet<string>
  /** Names. */
  columns: ReadonlySet<string>
  blamesColumn: (column: Pick<ColumnResult, "name">) => boolean
  blamesCheck: (check: Pick<CheckResult, "id" | "column" | "status" | "rule">) => boolean
  blamesMetric: (metric: Pick<MetricResult, "id" | "labels">) => boolean
}

/** What fails a run, from the causes in its report; nothing in a run that nothing fails. */
export function culpritsOf({ causes }: Pick<Verdict, "causes">): Culprits {
  const columns = new Set(causes.flatMap((cause) => cause.columns))
  const checks = new Set(causes.flatMap((cause) => cause.checks.map(keyOf)))
  const metrics = new Set(causes.flatMap((cause) => cause.metrics.map(metricKey)))
  return {
    causes: new Set(causes.map(({ id }) => id)),
    columns,
    blamesColumn: ({ name }) => columns.has(name),
    blamesCheck: (check) => checks.has(keyOf(check)),
    blamesMetric: (metric) => metrics.has(metricKey(metric)),
  }
}

const keyOf = ({ id, column, status, rule }: Omit<CauseCheck, "status"> & { status: string }) =>
  JSON.stringify([id, column, status, rule])

const metricKey = ({ id, labels }: Pick<MetricResult, "id" | "labels">) => JSON.stringify([id, labels])
