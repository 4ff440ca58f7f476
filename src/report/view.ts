import type { DatasetFacts, Report } from "../model.js"
import type { Section } from "../kinds/kind.js"
import { kindOf } from "../kinds/kinds.js"
import { alertsView, type AlertsView } from "./view-alerts.js"
import { contextOf, type Context } from "./context.js"
import { verdictTitle } from "./copy.js"
import { cutMiddle, cutStart, isolated, readable, visible } from "../words/escape.js"
import { plural, time, timeRange } from "../words/format.js"
import { columnsView, type ColumnsView } from "./view-columns.js"
import { correlationsView, type CorrelationsView } from "./view-correlations.js"
import { factsView, type Fact } from "./view-facts.js"
import { labelsView, type LabelsView } from "./view-labels.js"
import { layersView, type LayerView } from "./view-layers.js"
import { llmView, type LlmView } from "./view-llm.js"
import { metricsView, type MetricsView } from "./view-metrics.js"
import { performanceView, type PerformanceView } from "./view-performance.js"
import { outcomesView, type OutcomesView } from "./view-outcomes.js"
import { qualityView, type QualityView } from "./view-quality.js"
import { schemaView, type SchemaView } from "./view-schema.js"
import { segmentsView, type SegmentsView } from "./view-segments.js"
import { setupView, type SetupRow } from "./view-setup.js"
import { togetherView, type TogetherView } from "./view-together.js"
import { trendView, type TrendView } from "./view-trend.js"
import { verdictView, type VerdictView } from "./view-verdict.js"

/** What the templates receive: every word and number as text; fields that end in `_html` or `_svg` are markup of ours. */
export interface View {
  title: string
  version: string
  created: string
  created_iso: string
  heading: string
  /** There is no reference: tables show one value, not two. */
  alone: boolean
  sides: Side[]
  verdict: VerdictView
  facts: Fact[]
  /** The layers of monitoring; null for a report that has not several. */
  layers: LayerView[] | null
  /** The sections in their order. */
  links: { id: string; text: string }[]
  labels: LabelsView | null
  metrics: MetricsView | null
  llm: LlmView | null
  performance: PerformanceView | null
  columns: ColumnsView | null
  schema: SchemaView | null
  quality: QualityView | null
  outcomes: OutcomesView | null
  together: TogetherView | null
  segments: SegmentsView | null
  correlations: CorrelationsView | null
  alerts: AlertsView | null
  trend: TrendView | null
  setup: SetupRow[]
}

export interface Side {
  title: string
  /** Class of the swatch. */
  swatch: "ref" | "cur"
  path: string
  full_path: string
  facts: string
}

const makers: { [S in Section]: (context: Context, allDetails: boolean) => View[S] } = {
  labels: labelsView,
  metrics: metricsView,
  llm: llmView,
  performance: performanceView,
  columns: columnsView,
  schema: schemaView,
  quality: qualityView,
  outcomes: outcomesView,
  segments: segmentsView,
  together: togetherView,
  correlations: correlationsView,
  alerts: ({ report }) => alertsView(report.alerts ?? null, "before this run"),
  trend: trendView,
}

/** `allDetails`: every column can be opened, however many there are. */
export function viewOf(untrusted: Report, allDetails = false): View {
  const report = readable(untrusted, (text) => isolated(visible(text)))
  const context = contextOf(report)
  const { heading, hasReference, sections } = kindOf(report)
  const made = <S extends Section>(section: S): View[S] | null =>
    sections.includes(section) ? makers[section](context, allDetails) : null
  const views = {
    labels: made("labels"),
    metrics: made("metrics"),
    llm: made("llm"),
    performance: made("performance"),
    columns: made("columns"),
    schema: made("schema"),
    quality: made("quality"),
    outcomes: made("outcomes"),
    segments: made("segments"),
    together: made("together"),
    correlations: made("correlations"),
    alerts: made("alerts"),
    trend: made("trend"),
  }
  const titles: Record<Section, string> = { ...linkTitles, outcomes: views.outcomes?.title ?? linkTitles.outcomes }
  return {
    title: titleOf(report),
    version: report.driftcheck_version,
    created: time(report.created_at),
    created_iso: report.created_at,
    heading,
    alone: !hasReference,
    sides: sidesOf(report),
    verdict: verdictView(context),
    facts: factsView(context),
    layers: layersView(report, new Set(sections.filter((id) => views[id] !== null))),
    links: [
      ...sections.filter((id) => views[id] !== null).map((id) => ({ id, text: titles[id] })),
      { id: "setup", text: "Setup" },
    ],
    ...views,
    setup: setupView(context),
  }
}

/** What the browser's tab says. */
function titleOf(report: Report): string {
  const { dataset, current } = report
  return [...(dataset === undefined ? [] : [dataset]), verdictTitle(report), cutMiddle(current.label, 36)].join(": ")
}

const linkTitles: Record<Section, string> = {
  labels: "Labels",
  metrics: "Metrics",
  llm: "LLM requests",
  performance: "Model performance",
  columns: "Columns",
  schema: "Schema",
  quality: "Data quality",
  outcomes: "Prediction and target",
  segments: "Segments",
  together: "All columns together",
  correlations: "Correlations",
  alerts: "Alerts",
  trend: "Trend",
}

function sidesOf(report: Report): Side[] {
  const { reference, current } = report
  const { sides, hasReference } = kindOf(report)
  const first = side(reference, sides.reference, "ref")
  const second = side(current, sides.current, "cur")
  if (hasReference) return [first, second]
  return reference.path === "" ? [second] : [{ ...first, facts: "no reference" }, second]
}

function side({ path, rows, time_range }: DatasetFacts, title: string, swatch: Side["swatch"]): Side {
  const facts = [rows === null ? "not read" : plural(rows, "row"), ...(time_range ? [timeRange(...time_range)] : [])]
  return { title, swatch, path: cutStart(path, 34), full_path: path, facts: facts.join(", ") }
}
