/** One state for each layer of the monitoring pyramid that a report has anything of. */
import type { ColumnResult, Layer, LayerSignal, LayerState, MetricResult, PyramidLayer, Report } from "../model.js"
import { performanceFindings } from "./performance-findings.js"
import { isCounted, isDrifted } from "../words/accepted.js"
import { count, plural } from "../words/format.js"

/** Every comparison has data quality and features: it takes more than these two to speak of layers. */
const fewest = 3

/** The layers of a report that has several, in their order; none otherwise. */
export function severalLayers(report: Report): LayerSignal[] {
  const found = layersOf(report)
  return found.length < fewest ? [] : found
}

/** Every layer that the report has a signal of, in their order. */
export function layersOf(report: Report): LayerSignal[] {
  const { columns, metrics, drift } = report
  const features = columns.filter(({ role }) => role === "feature")
  const outcomes = columns.filter(({ role }) => role === "prediction" || role === "target")
  const figures = (layer: Layer) => figureSignal(metrics.filter((metric) => metric.layer === layer))
  const signals: Record<PyramidLayer, Omit<LayerSignal, "layer"> | null> = {
    system: figures("infrastructure"),
    quality: checkSignal(report),
    features: columnSignal(features, drift.dataset_drift),
    prediction: columnSignal(outcomes, true),
    performance: withFindings(figures("performance"), report),
    business: figures("business"),
    llm: figures("llm"),
  }
  return (Object.keys(signals) as PyramidLayer[]).flatMap((layer) => {
    const signal = signals[layer]
    return signal === null ? [] : [{ layer, ...signal }]
  })
}

function figureSignal(results: readonly MetricResult[]): Omit<LayerSignal, "layer"> | null {
  const known = results.filter(({ value }) => value !== null)
  if (known.length === 0) return null
  const of = (status: MetricResult["status"]) => known.filter((each) => each.status === status).length
  return counted(known.length, ["figure", "figures"], { fail: of("fail"), warn: of("warn"), pass: of("pass") })
}

/** Concept drift, and chunks in which the model got worse, are something to look at where no figure says more. */
function withFindings(signal: Omit<LayerSignal, "layer"> | null, { performance }: Report) {
  const first = performanceFindings(performance).at(0)
  if (first === undefined || signal?.state === "fail" || signal?.state === "warn") return signal
  return { state: "warn" as const, found: first.title }
}

function checkSignal({ checks }: Report): Omit<LayerSignal, "layer"> | null {
  const known = checks.filter(({ status }) => status !== "not_applicable")
  if (known.length === 0) return null
  const of = (status: Report["checks"][number]["status"]) => known.filter((each) => each.status === status).length
  return counted(known.length, ["check", "checks"], { fail: of("fail"), warn: of("warn"), pass: of("pass") })
}

/** The worst of them, and how many there are of it. */
function counted(
  all: number,
  [one, many]: [string, string],
  { fail, warn, pass }: Record<"fail" | "warn" | "pass", number>,
): Omit<LayerSignal, "layer"> {
  const of = `of ${plural(all, one, many)}`
  if (fail > 0) return { state: "fail", found: `${count(fail)} ${of} failed` }
  if (warn > 0) return { state: "warn", found: `${count(warn)} ${of} to look at` }
  return pass > 0
    ? { state: "ok", found: plural(all, one, many) }
    : { state: "no_limit", found: `${plural(all, one, many)} without a limit` }
}

/** `fails`: whether a drifted column is more than something to look at. */
function columnSignal(columns: readonly ColumnResult[], fails: boolean): Omit<LayerSignal, "layer"> | null {
  const tested = columns.filter(isCounted)
  if (tested.length === 0) return null
  const drifted = tested.filter(isDrifted).length
  const state: LayerState = drifted === 0 ? "ok" : fails ? "fail" : "warn"
  return { state, found: `${count(drifted)} of ${plural(tested.length, "column")} drifted` }
}
