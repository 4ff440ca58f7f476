/** The results of a run as one long table, the same for every format; docs/tables.md says what each column holds. */
import { createHash } from "node:crypto"
import type {
  CheckResult,
  ColumnResult,
  Measurement,
  MetricResult,
  MultivariateResult,
  Report,
  SegmentColumn,
  SegmentResult,
} from "../model.js"
import { schemaFindings, type SchemaFinding } from "../judge/schema-changes.js"

/** `time`: an instant, ISO 8601 in UTC. */
export type CellType = "text" | "integer" | "number" | "time"

/**
 * The columns in their order, all but the first three nullable. The order and the names are a contract: a release may add columns at the
 * end and kinds of findings, and takes none away.
 */
export const longColumns = {
  run_id: "text",
  row: "integer",
  created_at: "time",
  kind: "text",
  driftcheck_version: "text",
  config_hash: "text",
  reference: "text",
  current: "text",
  finding: "text",
  column: "text",
  segment_column: "text",
  segment: "text",
  name: "text",
  status: "text",
  score: "number",
  threshold: "number",
  p_value: "number",
  p_value_adjusted: "number",
  statistic: "number",
  ratio: "number",
  value: "number",
  low: "number",
  high: "number",
  reference_value: "number",
  warn_limit: "number",
  fail_limit: "number",
  reference_rows: "integer",
  current_rows: "integer",
  message: "text",
} as const satisfies Record<string, CellType>

export type LongColumn = keyof typeof longColumns

/** A row with every column, in their order. */
export type LongRow = Record<LongColumn, string | number | null>

/** What one finding fills in; the rest is the run's, or null. */
type Finding = Partial<LongRow> & { finding: string; status: string }

/** A row for the verdict, then one for each finding, in the order of the report. Column names and values are untrusted. */
export function longTable(report: Report): LongRow[] {
  const run = runCells(report)
  const empty = Object.fromEntries(Object.keys(longColumns).map((column) => [column, null])) as LongRow
  return findingsOf(report).map((finding, i) => ({ ...empty, ...run, row: i + 1, ...finding }))
}

function runCells(report: Report): Partial<LongRow> {
  return {
    run_id: runId(report),
    created_at: report.created_at,
    kind: report.kind,
    driftcheck_version: report.driftcheck_version,
    config_hash: report.setup.config_hash,
    reference: report.reference.label,
    current: report.current.label,
    reference_rows: report.reference.rows,
    current_rows: report.current.rows,
  }
}

/**
 * 16 hexadecimal digits that name the run: the same whenever its report is rendered, another for another run. With `row` it is the key
 * of the table, so that appending a run twice can be noticed.
 */
function runId({ created_at, command, reference, current, setup }: Report): string {
  const parts = [created_at, command, setup.config_hash, reference.path, reference.sha256, current.path, current.sha256]
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 16)
}

function findingsOf(report: Report): Finding[] {
  return [
    verdictRow(report),
    ...report.columns.flatMap((column) => [columnRow(column), ...column.measurements.map(measurementRow(column))]),
    ...schemaFindings(report).map(schemaRow),
    ...report.checks.map(checkRow),
    ...report.metrics.map(metricRow),
    ...report.multivariate.map(multivariateRow),
    ...(report.segments ?? []).flatMap(({ column, segments }) => segments.flatMap(segmentRows(column))),
  ]
}

function verdictRow({ verdict, drift }: Report): Finding {
  const tested = drift.tested_columns > 0
  return {
    finding: "verdict",
    name: drift.policy,
    status: verdict.status,
    score: tested ? drift.drift_share : null,
    threshold: tested ? drift.drift_share_threshold : null,
    value: verdict.exit_code,
    message: verdict.reasons.join(" "),
  }
}

function columnRow(column: ColumnResult): Finding {
  return { finding: "column", column: column.name, ...judged(column) }
}

/** What decided a column, of the whole or of a segment. */
function judged(column: ColumnResult | SegmentColumn): Omit<Finding, "finding"> {
  return {
    name: column.method,
    status: column.status,
    score: column.drift_score,
    threshold: column.threshold,
    p_value: column.p_value,
    p_value_adjusted: column.p_value_adjusted,
    ratio: column.ratio,
    message: column.reason,
  }
}

function measurementRow({ name: column }: ColumnResult): (measurement: Measurement) => Finding {
  return ({ method, drifted, drift_score, threshold, p_value, statistic, reason }) => ({
    finding: "measurement",
    column,
    name: method,
    status: drifted === null ? "not_tested" : drifted ? "drift" : "ok",
    score: drift_score,
    threshold,
    p_value,
    statistic,
    message: reason,
  })
}

function schemaRow({ kind, column, reference, current, note }: SchemaFinding): Finding {
  const change = reference === null || current === null ? "" : `${reference} → ${current}; `
  return { finding: "schema", column, name: kind, status: "changed", message: `${change}${note}` }
}

function checkRow(check: CheckResult): Finding {
  const { id, column, status, value, reference_value, warn_limit, fail_limit, message } = check
  return { finding: "check", column, name: id, status, value, reference_value, warn_limit, fail_limit, message }
}

function metricRow(metric: MetricResult): Finding {
  const { id, status, value, low, high, reference_value, warn_limit, fail_limit, rows, reference_rows, message } =
    metric
  const [[segment_column, segment] = [null, null]] = Object.entries(metric.labels)
  const figures = { value, low, high, reference_value, warn_limit, fail_limit, current_rows: rows, reference_rows }
  return { finding: "metric", name: id, status, segment_column, segment, ...figures, message }
}

function multivariateRow(result: MultivariateResult): Finding {
  const { method, status, score, threshold, p_value, reference_rows, current_rows, reason } = result
  return {
    finding: "multivariate",
    name: method,
    status,
    score,
    threshold,
    p_value,
    reference_rows,
    current_rows,
    message: reason,
  }
}

/** A segment, then each of its columns. */
function segmentRows(by: string): (segment: SegmentResult) => Finding[] {
  return ({ value, status, drifted_columns, tested_columns, columns, reference_rows, current_rows }) => {
    const place = { segment_column: by, segment: value, reference_rows, current_rows }
    return [
      {
        ...place,
        finding: "segment",
        status,
        score: tested_columns > 0 ? drifted_columns / tested_columns : null,
        value: drifted_columns,
      },
      ...columns.map((column) => ({ ...place, finding: "segment_column", column: column.name, ...judged(column) })),
    ]
  }
}
