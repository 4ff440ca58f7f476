import { saysWhy } from "../errors.js"
import { MetricReader, type FilledRoles } from "../evidence/metric-columns.js"
import { planPredictions, type PredictionPlan } from "../evidence/plan-predictions.js"
import { PredictionRows } from "../evidence/prediction-rows.js"
import { judgeMetric, type MeasuredFigure } from "../judge/judge-metrics.js"
import type {
  Figure,
  LlmFacts,
  Metric,
  MetricMeta,
  MetricResult,
  MetricRole,
  PerformanceReport,
  PredictionNeed,
  StreamClock,
} from "../model.js"
import type { CompareOptions } from "../options/options.js"
import { findRoles } from "../options/find-roles.js"
import type { MetricLimits, MetricOptions } from "../options/settings/metrics.js"
import { capital, count } from "../words/format.js"
import { llmFacts } from "./llm/llm-facts.js"
import { estimatedFigure, type Estimator } from "./estimated-figures.js"
import { estimating } from "./estimating.js"
import { partsFor, partsOf, type Part } from "./metric-parts.js"
import { chunksOf, noChunks } from "./chunks.js"
import { errorChanges } from "./error-changes.js"
import type { InputColumns } from "./input-columns.js"
import { lossShift } from "./loss-shift.js"
import { performanceOf } from "./performance.js"
import { figureKey, savedFigures } from "./saved-figures.js"
import { isFilled, predictionNeed, wantedFigures, type MetricWork, type Wanted } from "./wanted-figures.js"

/** The figures, and how predictions were held against the truth. */
export interface MeasuredMetrics {
  metrics: MetricResult[]
  /** Null where nothing is predicted, or cannot be held against the truth. */
  performance: PerformanceReport | null
  /** Null for tables that hold no traces of an LLM application. */
  llm: LlmFacts | null
  /** Why predictions cannot be held against the truth. */
  notes: string[]
  /** How they were; null as `performance` is. */
  plan: PredictionPlan | null
}

interface Side {
  reader: MetricReader
  /** Null where nothing is predicted. */
  predictions: PredictionRows | null
  /** Set for a window of a stream. */
  clock?: StreamClock | undefined
}
interface Sides {
  reference: Side | null
  current: Side
  /** Null where no figure of performance is estimated. */
  estimator: Estimator | null
}

/**
 * Every figure of the configuration, and every metric whose roles current fills, of all rows and of each segment, judged. Each
 * column is read once per side. Trouble in one figure is that figure's result.
 */
export async function measureMetrics(
  work: MetricWork & { inputs?: Omit<InputColumns, "excluded"> },
): Promise<MeasuredMetrics> {
  const readers = {
    current: new MetricReader(work.current, work.hidden),
    reference: work.reference === null ? null : new MetricReader(work.reference, work.hidden),
  }
  const { plan, notes } = await planned(work.options, readers)
  const wanted = wantedFigures(work, plan)
  const llm = await llmFacts({ ...work, readers })
  if (wanted.length === 0) return { metrics: [], performance: null, llm, notes, plan }
  const [current, reference] = [
    { ...sideOf(readers.current, plan), clock: work.options.clock },
    readers.reference === null ? null : sideOf(readers.reference, plan),
  ]
  const predictions = { reference: reference?.predictions ?? null, current: current.predictions }
  const inputs = work.inputs === undefined ? null : { ...work.inputs, excluded: rolesIn(work) }
  const saved = savedFigures(work.reference, plan)
  const { estimator, notes: unestimated } = await estimating({
    ...work,
    plan,
    predictions,
    inputs,
    saved: saved.estimates,
  })
  const sides = { current, reference, estimator }
  const parts = await partsOf(work)
  const metrics: MetricResult[] = []
  for (const each of wanted)
    for (const part of isFilled(each) ? partsFor(each, parts, plan, work.hidden) : parts.slice(0, 1)) {
      const figure = await measured(each, part, { ...sides, saved: saved.figures }, work.options.minLabels)
      if (figure === null) continue
      metrics.push(judgeMetric({ ...figure, current: withoutPrivate(figure.current, each.roles, work.hidden) }))
      const estimate = await estimated(each, part, figure, sides.estimator)
      if (estimate !== null) metrics.push(judgeMetric(estimate))
    }
  const performance = plan === null ? null : await performanceOf({ ...work, plan, ...sides })
  const shift = await shiftOfLosses(inputs, plan, predictions)
  const changes = await changesOfErrors(work.options, plan, current)
  const { chunks, notes: unchunked } = await chunksOf({
    ...work,
    ...{ plan, estimator, reference, current },
    saved: saved.estimates?.chunks ?? null,
  })
  return {
    metrics,
    performance: performance && { ...performance, ...shift, ...changes, ...(chunks === null ? {} : { chunks }) },
    llm,
    notes: [...notes, ...saved.notes, ...unestimated, ...unchunked],
    plan,
  }
}

/** Columns that have a role, named or found. */
const rolesIn = ({ current: { columns }, options }: MetricWork) =>
  new Set(findRoles(columns, options.roles).map(({ column }) => column))

/** Why the loss changed, where both sides have labels. */
async function shiftOfLosses(
  inputs: InputColumns | null,
  plan: PredictionPlan | null,
  { reference, current }: { reference: PredictionRows | null; current: PredictionRows | null },
): Promise<Pick<PerformanceReport, "shift">> {
  if (inputs === null || plan === null || reference === null || current === null) return {}
  const shift = await lossShift({ ...inputs, plan, reference, current })
  return shift === null ? {} : { shift }
}

/** Where the level of current's errors changes. */
async function changesOfErrors(
  options: CompareOptions,
  plan: PredictionPlan | null,
  { reader, predictions }: Side,
): Promise<Pick<PerformanceReport, "changes">> {
  if (plan === null || predictions === null) return {}
  const changes = await errorChanges({ plan, reader, predictions, options })
  return changes === null ? {} : { changes }
}

interface Readers {
  reference: MetricReader | null
  current: MetricReader
}

/** How predictions are held against the truth, or why they cannot be. */
async function planned(
  options: CompareOptions,
  { reference, current }: Readers,
): Promise<{ plan: PredictionPlan | null; notes: string[] }> {
  const plan = await planPredictions(options, reference === null ? [current] : [current, reference])
  if (plan === null && options.chunk !== null && reference !== null)
    return {
      plan,
      notes: [noChunks(options.chunk, "no target and prediction are known. Name them with --target and --prediction.")],
    }
  if (plan === null || !("reason" in plan)) return { plan, notes: [] }
  return { plan: null, notes: [`Performance is not measured. ${plan.reason}`] }
}

function sideOf(reader: MetricReader, plan: PredictionPlan | null): Side {
  return { reader, predictions: plan === null ? null : new PredictionRows(reader, plan) }
}

/** The figure without the label that it is of, where one of its columns is private. */
function withoutPrivate({ of, ...figure }: Figure, roles: FilledRoles, hidden: ReadonlySet<string>): Figure {
  const isPrivate = Object.values(roles).some(({ column }) => hidden.has(column))
  return of === undefined || isPrivate ? figure : { ...figure, of }
}

/** The figure of both sides; null for a part of the rows whose current has too few labels, or is a sample that does not tell it. */
async function measured(
  wanted: Wanted,
  part: Part,
  sides: Sides & { saved: ReadonlyMap<string, Figure> },
  minLabels: number,
): Promise<MeasuredFigure | null> {
  const { id, metric, options } = wanted
  const { meta } = metric
  const base = {
    id,
    title: options.title ?? (options.kind === undefined ? meta.title : id),
    layer: meta.layer,
    unit: options.unit ?? meta.unit,
    better: options.better ?? meta.better,
    labels: part.labels,
    limits: limitsOf(meta, options, part.labels),
    baseline: Object.keys(part.labels).length === 0 ? (options.baseline ?? null) : null,
    estimated: false,
  }
  try {
    if (part.current !== null && meta.isTotal === true && sides.current.reader.oneIn > 1) return null
    const current = await figureOf(wanted, sides.current, { rows: part.current, of: part.of, minLabels })
    if (part.current !== null && current.insufficient === true) return null
    const reference =
      sides.saved.get(figureKey({ id, labels: part.labels })) ??
      (sides.reference && (await figureOf(wanted, sides.reference, { rows: part.reference, of: part.of, minLabels })))
    return { ...base, reference: reference?.value == null ? null : reference, current }
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    return { ...base, reference: null, current: noFigure(failure), failure }
  }
}

/**
 * The same figure as the scores let expect it, of all rows of the part, labelled or not; null where there is none. Unless its owner says
 * otherwise it warns and never fails: it holds only while the target follows from the inputs as it did.
 */
async function estimated(
  { metric }: Wanted,
  part: Part,
  { id, title, limits, ...figure }: MeasuredFigure,
  estimator: Estimator | null,
): Promise<MeasuredFigure | null> {
  const { reference } = figure
  if (estimator?.isNeeded !== true || metric.estimate === undefined || reference === null || part.of !== undefined)
    return null
  const found = await estimator.of(part.current)
  const value = found === null ? undefined : metric.estimate(found.expected)
  if (found === null || value === undefined) return null
  return {
    ...figure,
    id: `estimated_${id}`,
    title: `${title}, estimated`,
    limits: { severity: "warn", ...limits },
    current: estimatedFigure(value, found.rows, reference, metric.meta.unit === "number" ? Infinity : 1),
    estimated: true,
  }
}

interface Asked {
  /** null: all. */
  rows: Int32Array | null
  of: number | undefined
  minLabels: number
}

/** The figure of one side; without a value and with the reason where its columns do not give one. */
async function figureOf({ metric, roles }: Wanted, side: Side, asked: Asked): Promise<Figure> {
  const need = predictionNeed(metric.meta.needs)
  if ("late_labels" in metric.meta.needs) return joinedFigure(metric, side.reader)
  if ("clock" in metric.meta.needs)
    return side.clock === undefined ? noFigure("It is no stream.") : metric.measure({ clock: side.clock })
  try {
    return need === null || side.predictions === null
      ? await columnFigure(metric, roles, side.reader, asked.rows)
      : await performanceFigure(metric, need, side.predictions, asked)
  } catch (error) {
    if (saysWhy(error)) return noFigure(`${capital(error.message)}.`)
    throw error
  }
}

/** The figure of how labels were joined to a side. */
function joinedFigure(metric: Metric, { labels }: MetricReader): Figure {
  return labels === undefined ? noFigure("No labels were joined.") : metric.measure({ late_labels: labels.facts })
}

async function columnFigure(
  metric: Metric,
  roles: FilledRoles,
  reader: MetricReader,
  rows: Int32Array | null,
): Promise<Figure> {
  const needed = Object.keys(metric.meta.needs) as MetricRole[]
  const unfilled = needed.filter((role) => roles[role] === undefined)
  if (unfilled.length > 0) return noFigure(`Not measured: no column has the role ${unfilled.join(", ")}.`)
  const absent = needed.flatMap((role) => roles[role] ?? []).find(({ column }) => !reader.has(column))
  if (absent !== undefined) return noFigure(`There is no column ${JSON.stringify(absent.column)}.`)
  const found = await reader.evidence(metric.meta.needs, roles, rows)
  if (found.rows === 0) return noFigure("No row has all values that it needs.")
  if (metric.meta.isTotal === true && !found.ofAll) return noFigure(sampleIsNoTotal(reader.oneIn))
  return metric.measure(found.columns)
}

async function performanceFigure(
  metric: Metric,
  need: PredictionNeed,
  predictions: PredictionRows,
  { rows, of, minLabels }: Asked,
): Promise<Figure> {
  const found = await predictions.evidence(need, rows, of)
  if (found.rows < minLabels)
    return {
      ...noFigure(insufficient(found.rows, minLabels)),
      rows: found.rows,
      insufficient: true,
    }
  return metric.measure({ predictions: found.evidence })
}

/** That there are fewer labelled rows than are needed, in words. */
export const insufficient = (labels: number, needed: number) =>
  `Insufficient labelled data, n = ${count(labels)}: at least ${count(needed)} are needed.`

const sampleIsNoTotal = (oneIn: number) => `The rows are a sample of 1 in ${count(oneIn)}, which does not tell a total.`

const noFigure = (reason: string): Figure => ({ value: null, low: null, high: null, rows: 0, reason })

/** The metric's own limits, over them the configuration's, over them those for this label. Of many parts some would surely be worse by chance. */
function limitsOf(meta: MetricMeta, options: MetricOptions, labels: Record<string, string>): MetricLimits {
  const forLabel = Object.entries(labels).map(([name, value]) => options.perLabel?.get(`${name}=${value}`) ?? {})
  const {
    warn = forLabel.length > 0 && meta.warnLimit?.sure === true ? null : meta.warnLimit,
    fail = meta.failLimit,
    severity,
  } = Object.assign({}, options, ...forLabel) as MetricOptions
  return { warn, fail, ...(severity === undefined ? {} : { severity }) }
}
