import type { Better, Figure, Layer, MetricLimit, MetricResult, MetricUnit } from "../model.js"
import type { Estimate } from "../stats/intervals/estimate.js"
import { independentDifference } from "../stats/intervals/independent-difference.js"
import { metricSentence } from "../words/metric.js"
import type { MetricLimits } from "../options/settings/metrics.js"

/** One figure before it is judged: both sides, and what it is held to. */
export interface MeasuredFigure {
  id: string
  title: string
  layer: Layer
  unit: MetricUnit
  better: Better
  labels: Record<string, string>
  reference: Figure | null
  current: Figure
  limits: MetricLimits
  /** What limits against the reference are held to instead of its figure. */
  baseline: number | null
  estimated: boolean
  /** Current less reference where both are of the same rows; absent: the rows are independent. */
  change?: Estimate
  /** What went wrong while it was measured. */
  failure?: string
}

/** A limit in the unit of the figure, and what is held to it. */
interface Bound {
  at: number
  beyond: "below" | "above"
  /** Ends of the interval of what is compared, with the reference's figure added where it is a change. */
  low: number | null
  high: number | null
  /** Whether only the whole interval can be beyond it. */
  sure: boolean
}

/** The figure with its change and its status. */
export function judgeMetric(measured: MeasuredFigure): MetricResult {
  const { id, title, layer, labels, unit, better, current, reference, limits, baseline, estimated, failure } = measured
  const change = measured.change ?? (reference === null ? noChange : independentDifference(reference, current))
  const base: Base =
    baseline === null
      ? { at: reference?.value ?? null, change }
      : { at: baseline, change: lessBaseline(current, baseline) }
  const [warn, fail] = bySeverity(limits).map((limit) => boundOf(limit, measured, base))
  const status = failure !== undefined ? "error" : statusOf(current.value, warn, fail)
  // The limit that the rows leave open: the failing one first. What fails is beyond both.
  const open =
    status === "fail" ? null : ([fail, warn].find((bound) => bound != null && !bound.sure && crosses(bound)) ?? null)
  const result: Omit<MetricResult, "message"> = {
    id,
    title,
    layer,
    labels,
    unit,
    better,
    value: current.value,
    low: current.low,
    high: current.high,
    rows: current.rows,
    ...(current.relative_error !== undefined && { relative_error: current.relative_error }),
    reference_value: reference?.value ?? null,
    reference_low: reference?.low ?? null,
    reference_high: reference?.high ?? null,
    reference_rows: reference?.rows ?? null,
    change: change.value,
    change_low: change.low,
    change_high: change.high,
    baseline,
    warn_limit: shown(warn)?.at ?? null,
    fail_limit: shown(fail)?.at ?? null,
    beyond: (shown(fail) ?? shown(warn))?.beyond ?? null,
    status,
    ...levelOf(current.value, warn, fail),
    unsure: open !== null,
    estimated,
  }
  return { ...result, message: failure ?? current.reason ?? metricSentence(result, open?.at ?? null, current.of) }
}

const shown = (bound: Bound | null) => (bound?.sure === true ? null : bound)

const noChange = { value: null, low: null, high: null }

/** The limits as they warn and as they fail. `warn`: the first one reached warns and none fails; `fail`: it fails. */
function bySeverity({ warn = null, fail = null, severity }: MetricLimits): (MetricLimit | null)[] {
  if (severity === "warn") return [warn ?? fail, null]
  return severity === "fail" ? [null, warn ?? fail] : [warn, fail]
}

/** What limits against the reference start from, and how far current lies from it. */
interface Base {
  at: number | null
  change: Pick<Figure, "value" | "low" | "high">
}

/** A baseline is a number without doubt: what the interval says is current's own. */
function lessBaseline({ value, low, high }: Figure, baseline: number): Base["change"] {
  const less = (end: number | null) => (end === null ? null : end - baseline)
  return { value: less(value), low: less(low), high: less(high) }
}

function boundOf(
  limit: MetricLimit | null,
  { current, better, layer }: MeasuredFigure,
  { at: base, change }: Base,
): Bound | null {
  if (limit === null || current.value === null) return null
  // Labels are few where performance has no interval: nothing fails for a figure that anything could be.
  const [least, most] = layer === "performance" ? [-Infinity, Infinity] : [null, null]
  const sure = limit.sure === true
  if (limit.from === "zero")
    return {
      at: limit.by,
      beyond: sideOf(limit, better, 0),
      low: current.low ?? least,
      high: current.high ?? most,
      sure,
    }
  if (base === null || change.value === null) return null
  const distance = limit.from === "reference" ? limit.by : limit.by * Math.abs(base)
  const beyond = sideOf(limit, better, change.value)
  const plusBase = (end: number | null) => (end === null ? null : base + end)
  return {
    at: beyond === "below" ? base - distance : base + distance,
    beyond,
    low: plusBase(change.low) ?? least,
    high: plusBase(change.high) ?? most,
    sure,
  }
}

function sideOf({ side }: MetricLimit, better: Better, change: number): "below" | "above" {
  if (side === "below" || side === "above") return side
  if (side === "worse" && better !== "neither") return better === "higher" ? "below" : "above"
  return change < 0 ? "below" : "above"
}

function statusOf(value: number | null, warn: Bound | null, fail: Bound | null): MetricResult["status"] {
  if (value === null) return "not_applicable"
  if (fail !== null && isBeyond(value, fail) && !crosses(fail)) return "fail"
  if ([warn, fail].some((bound) => bound !== null && isBeyond(value, bound) && !(bound.sure && crosses(bound))))
    return "warn"
  return shown(warn) === null && shown(fail) === null ? "no_limit" : "pass"
}

/** Where the value lies by itself; nothing without a value or one of the limits. */
function levelOf(value: number | null, warn: Bound | null, fail: Bound | null): Pick<MetricResult, "level"> {
  if (value === null || warn === null || fail === null) return {}
  if (isBeyond(value, fail)) return { level: "alert" }
  return { level: isBeyond(value, warn) ? "watch" : "healthy" }
}

function isBeyond(value: number, { at, beyond }: Bound): boolean {
  return beyond === "below" ? value < at : value > at
}

/** Whether the interval leaves open on which side of the limit the figure lies; a figure without an interval is taken as it is. */
function crosses({ at, low, high }: Bound): boolean {
  return low !== null && high !== null && low <= at && at <= high
}
