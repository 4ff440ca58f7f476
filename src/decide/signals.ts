import type { Degradation, KeyFeatures, MetricResult, Report, Signals } from "../model.js"
import { isDrifted } from "../words/accepted.js"
import { howFar } from "../words/ratio.js"

/** The figures of a model, the one that says most first. */
const usual = ["roc_auc", "pr_auc", "macro_f1", "accuracy", "rmse", "mae", "ndcg"]
/** What the names of estimates that are figures of their own begin with. */
const estimate = "estimated_"

/** What a report says of model, features and proxies. `metric`: the figure that is asked; null: the model's leading one. */
export function signalsOf(report: Report, metric: string | null): Signals {
  return {
    degradation: degradationOf(report, metric),
    features: keyFeaturesOf(report),
    proxies: report.proxies?.state ?? "unknown",
  }
}

/** Columns marked critical; without any, the columns of the data set's verdict. */
export function keyFeaturesOf({ columns, drift }: Report): KeyFeatures {
  const key = columns.filter(({ critical }) => critical === true)
  const drifted = (key.length > 0 ? key : columns).filter(isDrifted).sort((a, b) => howFar(b) - howFar(a))
  return {
    marked: key.length,
    drifted: key.length > 0 ? drifted.length > 0 : drift.dataset_drift,
    columns: drifted.map(({ name }) => name),
  }
}

/** By how much the model is worse: what labels say before what is estimated; null where neither gives the figure on both sides. */
export function degradationOf({ metrics, performance }: Report, metric: string | null): Degradation | null {
  const wanted = metric === null ? [...(performance ? [performance.leading] : []), ...usual] : [metric]
  const whole = metrics.filter(({ labels }) => Object.keys(labels).length === 0).flatMap((each) => worseBy(each) ?? [])
  const found = (estimated: boolean) =>
    wanted.flatMap((id) =>
      whole.filter((each) => each.estimated === estimated && [id, estimate + id].includes(each.metric)),
    )
  return found(false).at(0) ?? found(true).at(0) ?? null
}

/** Null for a figure that no side calls better, or that has nothing to be compared with. */
function worseBy(result: MetricResult): Degradation | null {
  const { id, title, unit, value, low, high, rows, better } = result
  const reference = result.baseline ?? result.reference_value
  if (value === null || reference === null || reference === 0 || better === "neither") return null
  const share = (change: number) => (better === "higher" ? -change : change) / Math.abs(reference)
  // A stated baseline has no error of its own; a reference's figure has one, which the change's interval holds.
  const from = (end: number | null) => (end === null ? null : end - reference)
  const ends = result.baseline === null ? [result.change_low, result.change_high] : [from(low), from(high)]
  const [one, other] = ends.map((end) => (end === null ? null : share(end)))
  const known = one !== null && other !== null
  return {
    metric: id,
    title,
    unit,
    estimated: result.estimated || id.startsWith(estimate),
    value,
    reference,
    share: share(value - reference),
    low: known ? Math.min(one, other) : null,
    high: known ? Math.max(one, other) : null,
    rows,
  }
}
