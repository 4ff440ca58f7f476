import { canGive, type PredictionPlan } from "../evidence/plan-predictions.js"
import type { MetricReader } from "../evidence/metric-columns.js"
import type { PredictionRows } from "../evidence/prediction-rows.js"
import { saysWhy } from "../errors.js"
import type {
  CalibrationBin,
  Figure,
  Metric,
  PerformancePeriod,
  PerformanceReport,
  PerformanceSide,
  PredictionEvidence,
  PredictionNeed,
  Task,
  ThresholdPoint,
} from "../model.js"
import { findRoles } from "../options/find-roles.js"
import type { CompareOptions } from "../options/options.js"
import { quantile } from "../stats/quantile.js"
import { confusionMatrix } from "../stats/performance/classes/confusion-matrix.js"
import { errorsOf } from "../stats/performance/regression/errors.js"
import { calibrationCurve } from "../stats/performance/scores/calibration-curve.js"
import { thresholdSweep } from "../stats/performance/scores/threshold-sweep.js"
import { periodFor, periodOf, type Period } from "../stats/rows-per-period.js"
import { sortAscending } from "../stats/sort-ascending.js"
import { isInCalendar } from "../stats/iso-time.js"

/** One side's columns and its predictions; null where there is no plan. */
export interface PredictionSide {
  reader: MetricReader
  predictions: PredictionRows | null
}

export interface PerformanceWork {
  plan: PredictionPlan
  reference: PredictionSide | null
  current: PredictionSide
  metrics: ReadonlyMap<string, Metric>
  options: CompareOptions
  /** Columns whose values no output may show. */
  hidden: ReadonlySet<string>
}

/** More classes than these have no confusion matrix in the report. */
const mostClasses = 30
const sweepPoints = 100

/** The figure that is followed over time: the first of its task that the predictions give. */
const leadings: readonly { task: Task; id: string; need: PredictionNeed }[] = [
  { task: "binary", id: "roc_auc", need: "scores" },
  { task: "binary", id: "accuracy", need: "classes" },
  { task: "multiclass", id: "macro_f1", need: "classes" },
  { task: "regression", id: "mae", need: "values" },
  { task: "ranking", id: "ndcg", need: "rankings" },
]
type Leading = (typeof leadings)[number]

/** How predictions were held against the truth, with the curves and tables of both sides; null where nothing can be measured. */
export async function performanceOf(work: PerformanceWork): Promise<PerformanceReport | null> {
  const { plan, options, hidden } = work
  const leading = leadings.find(({ task, need }) => task === plan.task && canGive(plan, need))
  if (leading === undefined) return null
  const { target, predicted, score } = plan
  const isHidden = [target, predicted, score].some((column) => column !== null && hidden.has(column))
  const sides = [work.reference, work.current].map((side): Side | null =>
    side?.predictions == null ? null : { reader: side.reader, predictions: side.predictions, plan, options, isHidden },
  )
  const rows = await Promise.all(
    sides.map((side) => (side === null ? Promise.resolve(null) : labelledRows(side, leading))),
  )
  const [reference, current] = await Promise.all(
    sides.map((side, i) => (side === null ? Promise.resolve(null) : sideOf(side, rows[i] ?? new Int32Array(0)))),
  )
  const { period, periods } = await overTime(sides, rows, leading, work)
  const [binned, binnedCurrent] = binResiduals([reference, current])
  return {
    task: plan.task,
    target,
    predicted,
    score,
    probabilities: Array.from(plan.probabilities ?? [], ([of, column]) => ({
      class: nameOf(of, plan, isHidden),
      column,
    })),
    classes: plan.classes.map((name) => nameOf(name, plan, isHidden)),
    decision_threshold: plan.threshold,
    min_labels: options.minLabels,
    leading: leading.id,
    period,
    reference: reference === null ? null : { ...reference.side, residuals: binned, periods: periods[0] },
    current: { ...(current?.side ?? nothing), residuals: binnedCurrent, periods: periods[1] },
  }
}

interface Side {
  reader: MetricReader
  predictions: PredictionRows
  plan: PredictionPlan
  options: CompareOptions
  isHidden: boolean
}

const nothing: PerformanceSide = {
  rows: 0,
  labelled: 0,
  confusion: null,
  thresholds: null,
  calibration: null,
  residuals: null,
  periods: [],
}

/** A class by its name; by its number where its column is private. */
function nameOf(name: string, { classes }: PredictionPlan, isHidden: boolean): string {
  return isHidden ? `class ${classes.indexOf(name) + 1}` : name
}

/** The rows that have a truth and a prediction; none where a column is absent or cannot be read. */
async function labelledRows({ predictions }: Side, { need }: Leading): Promise<Int32Array> {
  try {
    return (await predictions.evidence(need, null)).kept
  } catch (error) {
    if (saysWhy(error)) return new Int32Array(0)
    throw error
  }
}

// ---------------------------------------------------------------- curves and tables

/** One side without its residuals, which share their bins with the other's. */
async function sideOf(
  side: Side,
  labelled: Int32Array,
): Promise<{ side: PerformanceSide; errors: Float64Array | null }> {
  const { plan, options, isHidden, reader, predictions } = side
  const own = { ...nothing, rows: reader.allRows.length, labelled: labelled.length }
  if (labelled.length < options.minLabels) return { side: own, errors: null }
  const give = async <N extends PredictionNeed>(need: N): Promise<PredictionEvidence[N] | null> =>
    canGive(plan, need) ? (await predictions.evidence(need, null)).evidence : null
  const binary = plan.task === "binary" && !isHidden
  const [classes, scores, probabilities, values] = await Promise.all([
    plan.classes.length <= mostClasses ? give("classes") : null,
    binary ? give("scores") : null,
    binary ? give("probabilities") : null,
    isHidden ? null : give("values"),
  ])
  return {
    side: {
      ...own,
      confusion: classes && confusionOf(classes),
      thresholds: scores && thresholdsOf(scores),
      calibration: probabilities && calibrationOf(probabilities),
    },
    errors: values && errorsOf(values.truth, values.predicted),
  }
}

function confusionOf({ truth, predicted, classes }: PredictionEvidence["classes"]): number[][] {
  const { counts } = confusionMatrix(truth, predicted, classes)
  return Array.from({ length: classes }, (_, of) => Array.from(counts.subarray(of * classes, (of + 1) * classes)))
}

function thresholdsOf({ truth, scores }: PredictionEvidence["scores"]): ThresholdPoint[] {
  return thresholdSweep(truth, scores, sweepPoints).map(({ threshold, matrix: { counts } }) => ({
    threshold,
    true_negatives: counts[0],
    false_positives: counts[1],
    false_negatives: counts[2],
    true_positives: counts[3],
  }))
}

function calibrationOf({ truth, probabilities }: PredictionEvidence["probabilities"]): CalibrationBin[] {
  return calibrationCurve(truth, probabilities).map(({ rows, predicted, observed: { value, low, high } }) => ({
    rows,
    predicted,
    observed: value ?? 0,
    low: low ?? 0,
    high: high ?? 1,
  }))
}

const residualBins = 40
/** What lies beyond these quantiles of all errors is counted in the outermost bins. */
const residualTail = 0.005

/** Both sides' errors in the same bins. */
function binResiduals(sides: readonly ({ errors: Float64Array | null } | null)[]): PerformanceSide["residuals"][] {
  const all = sides.flatMap((side) => (side?.errors == null ? [] : [side.errors]))
  if (all.length === 0) return sides.map(() => null)
  const pooled = new Float64Array(all.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const errors of all) {
    pooled.set(errors, at)
    at += errors.length
  }
  sortAscending(pooled)
  const [least, most] = [quantile(pooled, residualTail), quantile(pooled, 1 - residualTail)]
  if (!(most > least)) return sides.map(() => null)
  const width = (most - least) / residualBins
  const edges = Array.from({ length: residualBins + 1 }, (_, i) => (i === residualBins ? most : least + i * width))
  return sides.map((side) => {
    if (side?.errors == null) return null
    const counts = new Array<number>(residualBins).fill(0)
    for (const error of side.errors)
      counts[Math.min(residualBins - 1, Math.max(0, Math.floor((error - least) / width)))]++
    return { edges, counts }
  })
}

// ---------------------------------------------------------------- over time

interface OverTime {
  period: PerformanceReport["period"]
  periods: [reference: PerformancePeriod[], current: PerformancePeriod[]]
}

const units = ["hour", "day", "week", "month", "year"] as const
const dayMs = 86_400_000

/** The leading figure by the finest calendar unit in which most periods have enough labels, of rows that have a time. */
async function overTime(
  sides: readonly (Side | null)[],
  rows: readonly (Int32Array | null)[],
  { id, need }: Leading,
  { metrics, options }: PerformanceWork,
): Promise<OverTime> {
  const metric = metrics.get(id)
  const stamped = await Promise.all(sides.map((side, i) => stampsOf(side, rows[i] ?? new Int32Array(0))))
  const span = spanOf(stamped)
  const none: OverTime = { period: null, periods: [[], []] }
  if (metric === undefined || span === null) return none
  const finest = units.indexOf(periodFor((span.to - span.from) / dayMs).unit)
  for (const unit of units.slice(finest)) {
    const groups = stamped.map((side) => inPeriods(side, unit))
    const sizes = groups.flatMap((group) => Array.from(group.values(), ({ length }) => length)).sort((a, b) => a - b)
    if (sizes.length < 2 || sizes[Math.floor(sizes.length / 2)] < options.minLabels) continue
    const follow = async (i: number): Promise<PerformancePeriod[]> => {
      const side = sides[i]
      return side === null
        ? []
        : followed(groups[i], options.minLabels, async (own) => {
            const { evidence } = await side.predictions.evidence(need, own)
            return metric.measure({ predictions: evidence })
          })
    }
    return { period: unit, periods: [await follow(0), await follow(1)] }
  }
  return none
}

interface Stamped {
  rows: Int32Array
  /** Milliseconds since 1970 UTC of each row; NaN: missing. */
  times: Float64Array
}

/** The rows with their times; no rows where no column is the time of each. A profile, which has none, is not asked. */
async function stampsOf(side: Side | null, rows: Int32Array): Promise<Stamped> {
  const none = { rows: new Int32Array(0), times: new Float64Array(0) }
  if (side === null || rows.length === 0) return none
  const { reader, options } = side
  const column = findRoles(reader.columns, options.roles).find(({ role }) => role === "timestamp")?.column
  if (column === undefined || !reader.has(column)) return none
  const values = await reader.rowsOf(column)
  if (values.kind !== "numbers") return none
  const timed = rows.filter((row) => isInCalendar(values.values[row]))
  return { rows: timed, times: Float64Array.from(timed, (row) => values.values[row]) }
}

function spanOf(sides: readonly Stamped[]): { from: number; to: number } | null {
  let [from, to] = [Infinity, -Infinity]
  for (const { times } of sides)
    for (const time of times) {
      from = Math.min(from, time)
      to = Math.max(to, time)
    }
  return to > from ? { from, to } : null
}

/** The rows of each period by its first instant, ascending. */
function inPeriods({ rows, times }: Stamped, unit: Period["unit"]): Map<number, number[]> {
  const groups = new Map<number, number[]>()
  rows.forEach((row, i) => {
    const start = periodOf(times[i], { unit, every: 1 })
    const group = groups.get(start) ?? []
    group.push(row)
    groups.set(start, group)
  })
  return new Map(Array.from(groups).sort(([a], [b]) => a - b))
}

/** The figure of each period with enough rows. */
async function followed(
  groups: ReadonlyMap<number, readonly number[]>,
  minLabels: number,
  figureOf: (rows: Int32Array) => Promise<Figure>,
): Promise<PerformancePeriod[]> {
  const found: PerformancePeriod[] = []
  for (const [start, rows] of groups) {
    if (rows.length < minLabels) continue
    const { value, low, high } = await figureOf(Int32Array.from(rows))
    if (value !== null) found.push({ start: new Date(start).toISOString(), rows: rows.length, value, low, high })
  }
  return found
}
