/** dashboards/: a Grafana dashboard and Prometheus rules over the metrics that `--prometheus` writes, made from the units. */
import { stringify } from "yaml"
import { pyramid, type Metric, type MetricUnit } from "../src/model.js"
import { layerTitles } from "../src/report/view-layers.js"

/** The metrics of each family: the folder of src/metrics they lie in. */
export type Families = ReadonlyMap<string, ReadonlyMap<string, Metric>>

const familyTitles: Record<string, string> = {
  system: "System",
  labels: "Labels",
  performance: "Model performance",
  business: "Business and own figures",
  llm: "LLM requests",
}

/** Every series of the chosen data sets; one that is scraped without a label `dataset` is chosen by "All". */
const chosen = 'dataset=~"$dataset"'
const named = (name: string, ...matchers: string[]) => `driftcheck_${name}{${[chosen, ...matchers].join(",")}}`

/** `name=~"a|b"` of the units; figures of one's own have names of their own: those that no unit has. */
function namesOf(family: string, families: Families, unit?: MetricUnit): string {
  if (family === "business") {
    const others = Array.from(families).flatMap(([id, units]) => (id === "business" ? [] : Array.from(units.keys())))
    return `name!~"(estimated_)?(${others.join("|")})"`
  }
  const own = Array.from(families.get(family) ?? []).filter(([, { meta }]) => unit === undefined || meta.unit === unit)
  const ids = own.map(([id]) => id).join("|")
  return family === "performance" ? `name=~"(estimated_)?(${ids})"` : `name=~"${ids}"`
}

// ---------------------------------------------------------------- Grafana

interface Panel {
  title: string
  type: "stat" | "timeseries" | "bargauge" | "state-timeline"
  targets: { expr: string; legend: string }[]
  unit?: string
  /** Of 24. */
  width: number
  height?: number
  mappings?: { value: number; text: string; color: string }[]
}

const grafanaUnits: Record<MetricUnit, string> = {
  share: "percentunit",
  count: "short",
  ms: "ms",
  USD: "currencyUSD",
  score: "none",
  "per second": "ops",
  number: "short",
}

const states = [
  { value: 0, text: "fine", color: "green" },
  { value: 1, text: "to look at", color: "yellow" },
  { value: 2, text: "failed", color: "red" },
]

const overview: Panel[] = [
  {
    title: "Verdict",
    type: "stat",
    targets: [{ expr: `${named("verdict")} == 1`, legend: "{{dataset}} {{status}}" }],
    width: 6,
  },
  {
    title: "Exit code: 0 nothing that fails, 1 a finding, 2 no answer",
    type: "stat",
    targets: [{ expr: named("exit_code"), legend: "{{dataset}}" }],
    width: 6,
    mappings: [
      { value: 0, text: "0", color: "green" },
      { value: 1, text: "1", color: "red" },
      { value: 2, text: "2", color: "purple" },
    ],
  },
  {
    title: "Age of the newest run",
    type: "stat",
    targets: [{ expr: `time() - ${named("timestamp_seconds")}`, legend: "{{dataset}}" }],
    unit: "s",
    width: 6,
  },
  {
    title: "Rows",
    type: "stat",
    targets: [{ expr: named("rows"), legend: "{{dataset}} {{side}}" }],
    unit: "short",
    width: 6,
  },
  {
    title: `Layers: ${pyramid.map((layer) => layerTitles[layer]).join(", ")}`,
    type: "state-timeline",
    targets: [{ expr: named("layer_state"), legend: "{{dataset}} {{layer}}" }],
    width: 24,
    mappings: states,
  },
]

const drift: Panel[] = [
  {
    title: "Drift share and its threshold",
    type: "timeseries",
    targets: [
      { expr: named("drift_share"), legend: "{{dataset}}" },
      { expr: named("drift_share_threshold"), legend: "{{dataset}} threshold" },
    ],
    unit: "percentunit",
    width: 12,
  },
  {
    title: "Columns by what was found",
    type: "timeseries",
    targets: [{ expr: named("columns"), legend: "{{dataset}} {{status}}" }],
    width: 12,
  },
  {
    title: "Furthest columns, in times their threshold",
    type: "bargauge",
    targets: [{ expr: `topk(15, ${named("column_ratio")})`, legend: "{{dataset}} {{column}}" }],
    width: 12,
  },
  {
    title: "Columns that drift",
    type: "timeseries",
    targets: [{ expr: `${named("column_drifted")} == 1`, legend: "{{dataset}} {{column}}" }],
    width: 12,
  },
]

const quality: Panel[] = [
  {
    title: "Checks by what was found",
    type: "timeseries",
    targets: [{ expr: named("checks"), legend: "{{dataset}} {{status}}" }],
    width: 12,
  },
  {
    title: "Failed checks",
    type: "timeseries",
    targets: [{ expr: `${named("check_failures")} > 0`, legend: "{{dataset}} {{check}}" }],
    width: 12,
  },
  {
    title: "Columns with the most missing values",
    type: "bargauge",
    targets: [{ expr: `topk(15, ${named("column_missing_share")})`, legend: "{{dataset}} {{column}}" }],
    unit: "percentunit",
    width: 24,
  },
]

/** A panel for each unit that figures of the family have, with the reference's figure beside. */
function familyPanels(family: string, families: Families): Panel[] {
  const units = Array.from(families.get(family)?.values() ?? [], ({ meta }) => meta.unit)
  const kinds: (MetricUnit | undefined)[] = family === "business" ? [undefined] : Array.from(new Set(units))
  return kinds.map((unit) => {
    const names = namesOf(family, families, unit)
    return {
      title: `${familyTitles[family] ?? family}${unit === undefined ? "" : `: ${unit}`}`,
      type: "timeseries",
      targets: [
        { expr: named("metric", names), legend: "{{dataset}} {{name}} {{rows}}" },
        { expr: named("metric_reference", names), legend: "{{dataset}} {{name}} {{rows}} reference" },
      ],
      ...(unit === undefined ? {} : { unit: grafanaUnits[unit] }),
      width: 12,
    }
  })
}

const failedFigures: Panel = {
  title: "Figures beyond their failing limit",
  type: "timeseries",
  targets: [{ expr: `${named("metric_failed")} == 1`, legend: "{{dataset}} {{name}} {{rows}}" }],
  width: 24,
}

const datasource = { type: "prometheus", uid: "${datasource}" }

function grafanaPanel({ title, type, targets, unit = "none", width, height = 8, mappings = [] }: Panel) {
  return {
    title,
    type,
    datasource,
    size: { w: width, h: height },
    targets: targets.map(({ expr, legend }, i) => ({
      refId: String.fromCharCode(65 + i),
      datasource,
      expr,
      legendFormat: legend,
      ...(type === "timeseries" || type === "state-timeline" ? {} : { instant: true }),
    })),
    fieldConfig: {
      defaults: {
        unit,
        mappings: mappings.map(({ value, text, color }) => ({ type: "value", options: { [value]: { text, color } } })),
      },
      overrides: [],
    },
  }
}

/** Panels below each other, as many in a row as 24 units take; a row's title first. */
function laidOut(rows: readonly { title: string; panels: readonly Panel[] }[]) {
  let [x, y, id] = [0, 0, 1]
  return rows.flatMap(({ title, panels }) => {
    const head = { id: id++, title, type: "row", collapsed: false, gridPos: { x: 0, y, w: 24, h: 1 }, panels: [] }
    y += 1
    x = 0
    let lowest = y
    const placed = panels.map((panel) => {
      const { size, ...rest } = grafanaPanel(panel)
      if (x + size.w > 24) [x, y] = [0, lowest]
      const at = { id: id++, ...rest, gridPos: { x, y, ...size } }
      x += size.w
      lowest = Math.max(lowest, y + size.h)
      return at
    })
    y = lowest
    return [head, ...placed]
  })
}

const variable = (name: string, more: object) => ({ name, label: name, hide: 0, ...more })

/** The dashboard as Grafana imports it. */
export function grafanaDashboard(families: Families): string {
  const ofFamilies = Object.keys(familyTitles).map((family) => ({
    title: familyTitles[family],
    panels: familyPanels(family, families),
  }))
  const dashboard = {
    title: "driftcheck",
    uid: "driftcheck",
    description:
      "Drift, data quality and figures of the newest run of each data set. Made from the units of driftcheck.",
    tags: ["driftcheck"],
    schemaVersion: 39,
    editable: true,
    time: { from: "now-30d", to: "now" },
    templating: {
      list: [
        variable("datasource", { type: "datasource", query: "prometheus" }),
        variable("dataset", {
          type: "query",
          datasource,
          query: { query: "label_values(driftcheck_info, dataset)", refId: "dataset" },
          definition: "label_values(driftcheck_info, dataset)",
          includeAll: true,
          allValue: ".*",
          multi: true,
          refresh: 2,
        }),
      ],
    },
    panels: laidOut([
      { title: "Newest run", panels: overview },
      { title: "Drift", panels: drift },
      { title: "Data quality", panels: quality },
      ...ofFamilies,
      { title: "Limits", panels: [failedFigures] },
    ]),
  }
  return `${JSON.stringify(dashboard, null, 2)}\n`
}

// ---------------------------------------------------------------- Prometheus

interface Rule {
  alert: string
  expr: string
  severity: "info" | "warning" | "critical"
  summary: string
}

const rules: Rule[] = [
  {
    alert: "DriftcheckNoAnswer",
    expr: "driftcheck_exit_code == 2",
    severity: "critical",
    summary: "The newest run of {{ $labels.dataset }} has no answer.",
  },
  {
    alert: "DriftcheckStale",
    expr: "time() - driftcheck_timestamp_seconds > 2 * 86400",
    severity: "critical",
    summary: "No run of {{ $labels.dataset }} for {{ $value | humanizeDuration }}.",
  },
  {
    alert: "DriftcheckDrift",
    expr: 'driftcheck_verdict{status="drift"} == 1',
    severity: "warning",
    summary: "{{ $labels.dataset }} drifts.",
  },
  {
    alert: "DriftcheckColumnFarBeyond",
    expr: "driftcheck_column_drifted == 1 and driftcheck_column_ratio >= 5",
    severity: "warning",
    summary: "{{ $labels.column }} of {{ $labels.dataset }} drifts, five times its threshold or more.",
  },
  {
    alert: "DriftcheckChecksFailed",
    expr: "driftcheck_check_failures > 0",
    severity: "warning",
    summary: "{{ $labels.check }} fails in {{ $labels.dataset }}, {{ $value }} times.",
  },
  {
    alert: "DriftcheckChallengerRejected",
    expr: 'driftcheck_verdict{status="reject"} == 1',
    severity: "info",
    summary: "The gate rejected the challenger of {{ $labels.dataset }}.",
  },
]

const familySeverity: Record<string, Rule["severity"]> = { system: "critical", performance: "critical" }

const familyRule = (family: string, families: Families): Rule => ({
  alert: `Driftcheck${family === "llm" ? "LLM" : `${family.charAt(0).toUpperCase()}${family.slice(1)}`}Failed`,
  expr: `driftcheck_metric_failed{${namesOf(family, families)}} == 1`,
  severity: familySeverity[family] ?? "warning",
  summary: "{{ $labels.name }} {{ $labels.rows }} of {{ $labels.dataset }} is beyond its failing limit.",
})

/** Alert rules as Prometheus reads them. */
export function prometheusRules(families: Families): string {
  const all = [...rules, ...Object.keys(familyTitles).map((family) => familyRule(family, families))]
  const group = {
    name: "driftcheck",
    rules: all.map(({ alert, expr, severity, summary }) => ({
      alert,
      expr,
      labels: { severity },
      annotations: { summary },
    })),
  }
  return `# Made by \`npm run docs\` from the units; what each metric means: docs/metrics-export.md\n${stringify({ groups: [group] }, { lineWidth: 0 })}`
}
