import type { MetricName } from "../kinds/kind.js"
import { isDrifted } from "../words/accepted.js"
import { kindOf } from "../kinds/kinds.js"
import type { ColumnResult, MetricResult, Report, Reporter } from "../model.js"
import { layersOf } from "../judge/layers.js"
import { visible } from "../words/escape.js"

interface Metric {
  name: MetricName
  help: string
  values: readonly Sample[]
}

interface Sample {
  labels?: Readonly<Record<string, string>>
  /** null: left out. */
  value: number | null
}

/** Metrics for the textfile collector of a node exporter; every one is a gauge, and what has no figure has no line. */
export default {
  meta: {
    title: "Prometheus text",
    description: "metrics for a node-exporter textfile",
    file: "metrics for a node-exporter textfile",
    stdout: true,
  },

  render(report) {
    const { metrics: names } = kindOf(report)
    const shared = report.dataset === undefined ? {} : { dataset: visible(report.dataset) }
    return names.map((name) => exposition({ name, ...metrics[name](report) }, shared)).join("")
  },
} satisfies Reporter

const statuses = [
  "no_drift",
  "drift",
  "checks_failed",
  "metrics_failed",
  "promote",
  "reject",
  "undecided",
  "no_verdict",
] as const
/** The verdicts that a run of this kind may have. */
const statusesOf = (report: Report) => statuses.filter((status) => status in kindOf(report).indexTitles)
const checkStatuses = ["pass", "warn", "fail", "not_applicable", "error"] as const
const columnStatuses = ["ok", "drift", "not_tested", "error"] as const

const metrics: Record<MetricName, (report: Report) => Omit<Metric, "name">> = {
  info: ({ driftcheck_version: version }) => ({
    help: "The version that made the report.",
    values: [{ labels: { version }, value: 1 }],
  }),
  timestamp_seconds: ({ created_at }) =>
    one("When the comparison began, in seconds since 1970.", Date.parse(created_at) / 1000),
  duration_seconds: ({ setup }) => one("How long the comparison took.", setup.duration_ms / 1000),
  exit_code: ({ verdict }) =>
    one("0 nothing that fails the run, 1 drift or a failed check, 2 no answer.", verdict.exit_code),
  verdict: (report) => ({
    help: "1 for the verdict of the run, 0 for the others.",
    values: statusesOf(report).map((status) => ({
      labels: { status },
      value: report.verdict.status === status ? 1 : 0,
    })),
  }),
  drift_share: ({ verdict, drift }) =>
    one(
      "Share of the tested columns that drifted; absent without an answer.",
      verdict.status === "no_verdict" ? null : drift.drift_share,
    ),
  drift_share_threshold: ({ drift }) =>
    one("The share from which on the data set drifts.", drift.drift_share_threshold),
  columns: ({ columns }) => ({
    help: "Columns by what was found.",
    values: columnStatuses.map((status) => ({ labels: { status }, value: countOf(columns, status) })),
  }),
  checks: ({ checks }) => ({
    help: "Data quality checks by what was found.",
    values: checkStatuses.map((status) => ({ labels: { status }, value: countOf(checks, status) })),
  }),
  rows: (report) => ({
    help: "Rows of each side.",
    values: (["reference", "current"] as const).map((side) => ({ labels: { side }, value: report[side].rows })),
  }),
  column_ratio: ({ columns }) => ({
    help: "How many times past its threshold a tested column is: drifted from 1 on.",
    values: perColumn(columns, ({ ratio }) => ratio),
  }),
  column_drifted: ({ columns }) => ({
    help: "1 for a column that drifted, 0 for one that did not.",
    values: perColumn(columns, (column) => (isDrifted(column) ? 1 : column.method === null ? null : 0)),
  }),
  column_missing_share: ({ columns }) => ({
    help: "Share of the rows of current whose value is missing.",
    values: perColumn(columns, ({ current }) =>
      current === null || current.rows === 0 ? null : current.missing / current.rows,
    ),
  }),
  check_failures: ({ check_titles: titles, checks }) => ({
    help: "How many columns or things a check fails for.",
    values: titles.map(({ id }) => ({
      labels: { check: id },
      value: checks.filter((check) => check.id === id && check.status === "fail").length,
    })),
  }),
  layer_state: (report) => ({
    help: "The state of each layer that the report has anything of: 0 fine or without a limit, 1 to look at, 2 failed.",
    values: layersOf(report).map(({ layer, state }) => ({
      labels: { layer },
      value: state === "fail" ? 2 : state === "warn" ? 1 : 0,
    })),
  }),
  metric: ({ metrics }) => ({
    help: "A figure of current; rows: the rows it speaks of.",
    values: perMetric(metrics, ({ value }) => value),
  }),
  metric_low: ({ metrics }) => ({
    help: "Lower end of its 95 % interval.",
    values: perMetric(metrics, ({ low }) => low),
  }),
  metric_high: ({ metrics }) => ({
    help: "Upper end of its 95 % interval.",
    values: perMetric(metrics, ({ high }) => high),
  }),
  metric_reference: ({ metrics }) => ({
    help: "The same figure of reference, or the baseline that is stated for it.",
    values: perMetric(metrics, ({ baseline, reference_value: reference }) => baseline ?? reference),
  }),
  metric_failed: ({ metrics }) => ({
    help: "1 for a figure beyond its failing limit, 0 for one within it.",
    values: perMetric(metrics, ({ status }) =>
      status === "fail" ? 1 : status === "pass" || status === "warn" ? 0 : null,
    ),
  }),
}

/** One sample for each figure: its id as `name`, and the rows it speaks of, where they are not all, as `rows`. */
function perMetric(results: readonly MetricResult[], value: (metric: MetricResult) => number | null): Sample[] {
  return results.map((metric) => ({ labels: { name: metric.id, ...rowsLabel(metric.labels) }, value: value(metric) }))
}

function rowsLabel(labels: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const named = Object.entries(labels).map(([name, text]) => `${distinct(name)}=${distinct(text)}`)
  return named.length === 0 ? {} : { rows: named.join(",") }
}

const one = (help: string, value: number | null): Omit<Metric, "name"> => ({ help, values: [{ value }] })

function countOf(items: readonly { status: string }[], status: string): number {
  return items.filter((item) => item.status === status).length
}

function perColumn(columns: readonly ColumnResult[], value: (column: ColumnResult) => number | null): Sample[] {
  return columns.map((column) => ({ labels: { column: distinct(column.name) }, value: value(column) }))
}

/** A metric with its head; nothing where it has no sample. `shared`: labels of every sample. */
function exposition({ name, help, values }: Metric, shared: Readonly<Record<string, string>>): string {
  const metric = `driftcheck_${name}`
  const lines = values.flatMap(({ labels, value }) =>
    value === null ? [] : [`${metric}${labelText({ ...shared, ...labels })} ${value}`],
  )
  return lines.length === 0 ? "" : `${[`# HELP ${metric} ${help}`, `# TYPE ${metric} gauge`, ...lines].join("\n")}\n`
}

function labelText(labels: Sample["labels"]): string {
  const pairs = Object.entries(labels ?? {}).map(([key, value]) => `${key}="${escaped(value)}"`)
  return pairs.length === 0 ? "" : `{${pairs.join(",")}}`
}

/**
 * A name without unprintable characters that no other name is given: a backslash of its own is doubled. Two samples with
 * the same labels would spoil the whole file.
 */
const distinct = (name: string) => visible(name.replaceAll("\\", "\\\\"))

const escaped = (text: string) => text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")
