import type { Layer, MetricResult, ProxyResult, ProxyState, Report, TrendMetric } from "../model.js"
import { kindOf } from "../kinds/kinds.js"
import { cutEnd, nameHtml } from "../words/escape.js"
import { capital, count, known, number, plural, relativeChange } from "../words/format.js"
import {
  changeOf,
  closeness,
  estimatesHold,
  metricLabels,
  metricValue,
  metricValues,
  spreadOf,
  type Spread,
} from "../words/metric.js"
import { delayText, proxyStrengthText, unusableBecause } from "../words/proxies.js"
import { intervalStrip } from "./charts/interval-strip.js"
import { runLine } from "./charts/run-line.js"
import type { Context } from "./context.js"
import { chip, type ChipView } from "./view-columns.js"

/** Figures with their intervals and limits, as a board: one group for each layer. */
export interface MetricsView {
  /** Whether there is a reference to stand beside. */
  alone: boolean
  /** What the two sides are called. */
  titles: { reference: string; current: string }
  summary: string
  groups: MetricGroup[]
  /** Whether any figure has a course over the runs. */
  runs: boolean
  /** Early figures beside the later ones they may stand for; null without. */
  proxies: ProxyRow[] | null
}

interface ProxyRow {
  chip: ChipView
  name_html: string
  of_html: string
  delay: string
  strength: string
  spearman: string
  change: string
  note: string
}

interface MetricGroup {
  title: string
  /** When estimates among them are right; empty without. */
  note: string
  rows: MetricRow[]
  /** Figures of segments; null without. */
  parts: { summary: string; open: boolean; rows: MetricRow[] } | null
}

interface MetricRow {
  chip: ChipView
  title_html: string
  labels: string
  strip_svg: string | null
  reference: Spread
  current: Spread
  change: Spread
  limit: string
  course_svg: string | null
  note: string
}

/** The page lists up to so many figures of segments in a layer, the worst first. */
const mostParts = 60

const layerTitles: Record<Layer, string> = {
  infrastructure: "Infrastructure",
  data_quality: "Data quality",
  prediction: "Predictions",
  performance: "Model performance",
  business: "Business",
  llm: "LLM",
}

const looks: Record<MetricResult["status"], { rank: number; chip: ChipView }> = {
  fail: { rank: 0, chip: chip("drift", "fail", "Failed") },
  error: { rank: 1, chip: chip("err", "error", "Error") },
  warn: { rank: 2, chip: chip("warn", "warn", "Warning") },
  pass: { rank: 3, chip: chip("ok", "ok", "Passed") },
  no_limit: { rank: 3, chip: chip("quiet", "none", "No limit") },
  not_applicable: { rank: 4, chip: chip("quiet", "none", "No figure") },
}

const unsureChip = chip("warn", "warn", "Unsure")

export function metricsView({ report }: Context): MetricsView | null {
  const { metrics, trend } = report
  if (metrics.length === 0) return null
  const layers = Array.from(new Set(metrics.map(({ layer }) => layer)))
  const courses = trend?.metrics ?? []
  const groups = layers.map((layer) => groupOf(layer, inOrder(metrics.filter((each) => each.layer === layer)), courses))
  return {
    titles: kindOf(report).sides,
    alone: metrics.every(({ reference_value }) => reference_value === null),
    summary: metricsSummary(report),
    groups,
    runs: groups.some(({ rows }) => rows.some(({ course_svg }) => course_svg !== null)),
    proxies: report.proxies === undefined ? null : report.proxies.proxies.map(proxyRow),
  }
}

const proxyChips: Record<ProxyState, ChipView> = {
  degraded: chip("warn", "warn", "Degraded"),
  fine: chip("ok", "ok", "Fine"),
  unknown: chip("quiet", "none", "Unknown"),
}

function proxyRow(proxy: ProxyResult): ProxyRow {
  const { id, of, delay_hours, spearman, value, reference_value: reference, status } = proxy
  const change = value === null || reference === null ? null : relativeChange(reference, value)
  return {
    chip: proxyChips[status],
    name_html: nameHtml(id),
    of_html: nameHtml(of),
    delay: delayText(delay_hours),
    strength: proxyStrengthText(proxy, "run"),
    spearman: known(spearman, number),
    change: change ?? "–",
    note: unusableBecause(proxy) ?? "",
  }
}

/** The figures of all rows, and those of segments below them. */
function groupOf(layer: Layer, metrics: readonly MetricResult[], courses: readonly TrendMetric[]): MetricGroup {
  const [whole, parts] = [true, false].map((ofAll) => metrics.filter(({ labels }) => isWhole(labels) === ofAll))
  const shown = parts.slice(0, mostParts)
  const more = parts.length - shown.length
  const found = parts.filter(({ status }) => status === "fail" || status === "warn").length
  return {
    title: layerTitles[layer],
    note: metrics.some(({ estimated }) => estimated) ? estimatesHold : "",
    rows: whole.map((metric) => rowOf(metric, courses)),
    parts:
      parts.length === 0
        ? null
        : {
            summary: `${plural(parts.length, "figure")} of segments${found > 0 ? `, ${count(found)} beyond a limit` : ""}${more > 0 ? `; ${count(more)} more in report.json` : ""}`,
            open: found > 0,
            rows: shown.map((metric) => rowOf(metric, courses)),
          },
  }
}

const isWhole = (labels: Readonly<Record<string, string>>) => Object.keys(labels).length === 0

/** Failed figures, errors, warnings, the others; among equals figures of all rows come before those of segments; an estimate behind its truth. */
export function inOrder(metrics: readonly MetricResult[]): MetricResult[] {
  const size = ({ labels }: MetricResult) => Object.keys(labels).length
  const byStatus = [...metrics].sort((a, b) => looks[a.status].rank - looks[b.status].rank || size(a) - size(b))
  return besideTruth(estimatesLast(byStatus))
}

/** The same figures in their order, an estimate directly behind the figure that labels gave of the same rows. */
function besideTruth(metrics: readonly MetricResult[]): MetricResult[] {
  const keyOf = (id: string, { labels }: MetricResult) => JSON.stringify([id, ...Object.entries(labels)])
  const known = metrics.filter(({ estimated, value }) => !estimated && value !== null)
  const truths = new Set(known.map((metric) => keyOf(`estimated_${metric.id}`, metric)))
  const estimates = new Map(
    metrics.flatMap((metric) => {
      const key = keyOf(metric.id, metric)
      return metric.estimated && truths.has(key) ? [[key, metric] as const] : []
    }),
  )
  const moved = new Set(estimates.values())
  return metrics.flatMap((metric) =>
    moved.has(metric)
      ? []
      : [metric, ...[estimates.get(keyOf(`estimated_${metric.id}`, metric))].filter((each) => each !== undefined)],
  )
}

/** The same figures in their order, the estimates behind all others where there are labels. */
export function estimatesLast(metrics: readonly MetricResult[]): MetricResult[] {
  const isTruth = ({ layer, estimated, value }: MetricResult) => layer === "performance" && !estimated && value !== null
  const late = metrics.filter(({ estimated }) => estimated && metrics.some(isTruth))
  return [...metrics.filter((metric) => !late.includes(metric)), ...late]
}

/** "1 of 12 figures failed, 2 warn; 3 are unsure: their interval crosses a limit." */
export function metricsSummary({ metrics }: Pick<Report, "metrics">): string {
  const n = (status: MetricResult["status"]) => metrics.filter((metric) => metric.status === status).length
  const unsure = metrics.filter((metric) => metric.unsure).length
  const parts = [
    ...(n("fail") > 0 ? [`${count(n("fail"))} of ${plural(metrics.length, "figure")} failed`] : []),
    ...(n("error") > 0 ? [`${count(n("error"))} could not be computed`] : []),
    ...(n("warn") > 0 ? [`${count(n("warn"))} ${n("warn") === 1 ? "warns" : "warn"}`] : []),
  ]
  const held = metrics.filter(({ warn_limit, fail_limit }) => warn_limit !== null || fail_limit !== null).length
  const all =
    held === 0 ? `${plural(metrics.length, "figure")}, none with a limit` : `All figures are within their limits`
  const open = unsure === 0 ? "" : ` The rows leave ${count(unsure)} open: the interval crosses a limit.`
  return `${parts.length === 0 ? all : parts.join(", ")}.${open}`
}

function rowOf(metric: MetricResult, courses: readonly TrendMetric[]): MetricRow {
  const { value, low, high, unit, reference_value: reference, reference_low, reference_high, status, message } = metric
  const course = courses.find(({ id, labels }) => id === metric.id && sameLabels(labels, metric.labels))
  return {
    chip: metric.unsure && status !== "fail" ? unsureChip : looks[status].chip,
    title_html: nameHtml(metric.title),
    labels: cutEnd(metricLabels(metric.labels), 80),
    strip_svg: intervalStrip(metric, cutEnd(message, 200)),
    reference: spreadOf(reference, reference_low, reference_high, unit),
    current: spreadOf(value, low, high, unit),
    change: changeOf(metric),
    limit: [metric.level, limitText(metric)].filter((part) => part !== undefined && part !== "").join(": "),
    course_svg: course === undefined ? null : runLine(course.values, courseLabel(metric.title, course), course),
    note: value === null || status === "error" ? cutEnd(message, 200) : capital(closeness(metric)),
  }
}

function courseLabel(title: string, { values, bands, outside = [] }: TrendMetric): string {
  const where = bands === undefined ? "" : `, outside its band in ${count(outside.length)}`
  return `${title} over ${plural(values.length, "run")}${where}`
}

function sameLabels(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}

/** "fails below 5.0%, warns below 6.0%"; without limits "surely worse" of a figure that is, else "". */
function limitText({ warn_limit: warn, fail_limit: fail, beyond, unit, value, status }: MetricResult): string {
  if (beyond === null) return status === "warn" || status === "fail" ? "surely worse" : ""
  const text = (limit: number) => (value === null ? metricValue(limit, unit) : metricValues([value, limit], unit)[1])
  return [
    ...(fail === null ? [] : [`fails ${beyond} ${text(fail)}`]),
    ...(warn === null ? [] : [`warns ${beyond} ${text(warn)}`]),
  ].join(", ")
}
