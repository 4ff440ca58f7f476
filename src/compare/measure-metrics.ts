import { saysWhy } from "../errors.js"
import { MetricReader, type FilledRoles } from "../evidence/metric-columns.js"
import { canGive, planPredictions, type PredictionPlan } from "../evidence/plan-predictions.js"
import { PredictionRows } from "../evidence/prediction-rows.js"
import { segmentRows } from "../evidence/segment-rows.js"
import { judgeMetric, type MeasuredFigure } from "../judge/judge-metrics.js"
import type {
  Dataset,
  Figure,
  Metric,
  MetricMeta,
  MetricResult,
  MetricRole,
  PerformanceReport,
  PredictionNeed,
} from "../model.js"
import { count } from "../words/format.js"
import { performanceOf } from "./performance.js"
import { findRoles, holdsTraces } from "../options/find-roles.js"
import type { MetricLimits, MetricOptions } from "../options/settings/metrics.js"
import type { CompareOptions, SegmentOptions } from "../options/options.js"

/** Values of one segmentation that figures are made of at most: those with the most rows of current. */
const mostLabels = 50

/** What figures are made of: both sides, or current alone. */
export interface MetricWork {
  reference: Dataset | null
  current: Dataset
  metrics: ReadonlyMap<string, Metric>
  options: CompareOptions
  /** Columns whose values no output may show. */
  hidden: ReadonlySet<string>
}

/** The figures, and how predictions were held against the truth. */
export interface MeasuredMetrics {
  metrics: MetricResult[]
  /** Null where nothing is predicted, or cannot be held against the truth. */
  performance: PerformanceReport | null
  /** Why predictions cannot be held against the truth. */
  notes: string[]
}

/** One figure to be made: which metric, of which columns, held to which limits. */
interface Wanted {
  id: string
  metric: Metric
  roles: FilledRoles
  options: MetricOptions
}

/** The rows that a figure speaks of on each side; null: all. */
interface Part {
  labels: Record<string, string>
  reference: Int32Array | null
  current: Int32Array | null
  /** The class that is held against all others; absent: the positive one. */
  of?: number
}

interface Side {
  reader: MetricReader
  /** Null where nothing is predicted. */
  predictions: PredictionRows | null
}
interface Sides {
  reference: Side | null
  current: Side
}

/**
 * Every figure of the configuration, and every metric whose roles current fills, of all rows and of each segment, judged. Each
 * column is read once per side. Trouble in one figure is that figure's result.
 */
export async function measureMetrics(work: MetricWork): Promise<MeasuredMetrics> {
  const readers = {
    current: new MetricReader(work.current),
    reference: work.reference === null ? null : new MetricReader(work.reference),
  }
  const { plan, notes } = await planned(work.options, readers)
  const wanted = wantedFigures(work, plan)
  if (wanted.length === 0) return { metrics: [], performance: null, notes }
  const sides = {
    current: sideOf(readers.current, plan),
    reference: readers.reference && sideOf(readers.reference, plan),
  }
  const parts = await partsOf(work)
  const metrics: MetricResult[] = []
  for (const each of wanted)
    for (const part of isFilled(each) ? partsFor(each, parts, plan, work.hidden) : parts.slice(0, 1)) {
      const figure = await measured(each, part, sides, work.options.minLabels)
      if (figure === null) continue
      metrics.push(judgeMetric({ ...figure, current: withoutPrivate(figure.current, each.roles, work.hidden) }))
    }
  return { metrics, performance: plan === null ? null : await performanceOf({ ...work, plan, ...sides }), notes }
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
  if (plan === null || !("reason" in plan)) return { plan, notes: [] }
  return { plan: null, notes: [`Performance is not measured. ${plan.reason}`] }
}

function sideOf(reader: MetricReader, plan: PredictionPlan | null): Side {
  return { reader, predictions: plan === null ? null : new PredictionRows(reader, plan) }
}

/** The roles that the metric needs. */
function only(roles: FilledRoles, { meta }: Metric): FilledRoles {
  return Object.fromEntries(Object.entries(roles).filter(([role]) => role in meta.needs))
}

/** Whether every role has its column. Predictions are planned for apart: see `canGive`. */
const isFilled = ({ metric, roles }: Pick<Wanted, "metric" | "roles">) =>
  Object.keys(metric.meta.needs).every((role) => role === "predictions" || role in roles)

/** The figure without the label that it is of, where one of its columns is private. */
function withoutPrivate({ of, ...figure }: Figure, roles: FilledRoles, hidden: ReadonlySet<string>): Figure {
  const isPrivate = Object.values(roles).some(({ column }) => hidden.has(column))
  return of === undefined || isPrivate ? figure : { ...figure, of }
}

/** The metrics of the registry whose roles current fills, in their order, then the figures of the configuration. */
function wantedFigures({ metrics, options, current }: MetricWork, plan: PredictionPlan | null): Wanted[] {
  const named = Array.from(options.metrics).flatMap(([id, own]): Wanted[] => {
    const metric = own.kind === undefined ? undefined : metrics.get(own.kind)
    if (metric === undefined || own.column === undefined || own.severity === "off") return []
    return [{ id, metric, roles: { value: { column: own.column, positive: own.positive } }, options: own }]
  })
  const roles = rolesOf(options, current)
  const inTraces = holdsTraces(current.columns)
  const known = Array.from(metrics).flatMap(([id, metric]): Wanted[] => {
    const own = { ...budgetLimit(id, options), ...options.metrics.get(id) }
    const { needs, tasks } = metric.meta
    const need = predictionNeed(needs)
    const filled =
      need === null
        ? isFilled({ metric, roles })
        : plan !== null && canGive(plan, need) && (tasks?.includes(plan.task) ?? true)
    // Of traces, what is usually held to limits is listed all the same: not measured, rather than passed over.
    const expected = inTraces && metric.meta.layer === "llm" && metric.meta.failLimit !== null
    return (filled || expected) && own.severity !== "off"
      ? [{ id, metric, roles: need === null ? only(roles, metric) : roles, options: own }]
      : []
  })
  return [...known, ...named]
}

/** What a metric asks of predictions; null where it asks for columns. */
function predictionNeed({ predictions }: MetricMeta["needs"]): PredictionNeed | null {
  return predictions === undefined ? null : (predictions as PredictionNeed)
}

/** The parts that a figure is made of: of more than two classes one for each class, where it speaks of one against all others. */
function partsFor(
  { metric }: Wanted,
  parts: readonly Part[],
  plan: PredictionPlan | null,
  hidden: ReadonlySet<string>,
): readonly Part[] {
  const need = predictionNeed(metric.meta.needs)
  if (plan?.task !== "multiclass" || (need !== "decisions" && need !== "scores")) return parts
  return plan.classes
    .map((name, of) => ({
      labels: { class: hidden.has(plan.target) ? `class ${of + 1}` : name },
      reference: null,
      current: null,
      of,
    }))
    .slice(0, mostLabels)
}

const budgets = {
  highest_cost_per_day: "per_day",
  highest_cost_per_user: "per_user",
  highest_cost_per_feature: "per_feature",
  highest_cost_per_model: "per_model",
} as const

/** The failing limit that the budget sets this figure. */
function budgetLimit(id: string, { budget }: CompareOptions): MetricOptions {
  const limit = id in budgets ? budget?.[budgets[id as keyof typeof budgets]] : undefined
  return limit === undefined ? {} : { fail: { side: "above", by: limit, from: "zero" } }
}

/** The columns of current that have a role, by role; of several, the first. */
function rolesOf({ roles }: CompareOptions, { columns }: Dataset): FilledRoles {
  const filled: Partial<Record<MetricRole, { column: string }>> = {}
  for (const { role, column } of findRoles(columns, roles)) filled[role] ??= { column }
  return filled
}

/** The figure of both sides; null for a part of the rows whose current has too few labels. */
async function measured(wanted: Wanted, part: Part, sides: Sides, minLabels: number): Promise<MeasuredFigure | null> {
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
    const current = await figureOf(wanted, sides.current, { rows: part.current, of: part.of, minLabels })
    if (part.current !== null && current.insufficient === true) return null
    const reference =
      sides.reference && (await figureOf(wanted, sides.reference, { rows: part.reference, of: part.of, minLabels }))
    return { ...base, reference: reference?.value == null ? null : reference, current }
  } catch (error) {
    const failure = error instanceof Error ? error.message : String(error)
    return { ...base, reference: null, current: noFigure(failure), failure }
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
  try {
    return need === null || side.predictions === null
      ? await columnFigure(metric, roles, side.reader, asked.rows)
      : await performanceFigure(metric, need, side.predictions, asked)
  } catch (error) {
    if (saysWhy(error)) return noFigure(`${sentence(error.message)}.`)
    throw error
  }
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

const noFigure = (reason: string): Figure => ({ value: null, low: null, high: null, rows: 0, reason })
const sentence = (text: string) => text.slice(0, 1).toUpperCase() + text.slice(1)

/** The metric's own limits, over them the configuration's, over them those for this label. */
function limitsOf(meta: MetricMeta, options: MetricOptions, labels: Record<string, string>): MetricLimits {
  const forLabel = Object.entries(labels).map(([name, value]) => options.perLabel?.get(`${name}=${value}`) ?? {})
  const {
    warn = meta.warnLimit,
    fail = meta.failLimit,
    severity,
  } = Object.assign({}, options, ...forLabel) as MetricOptions
  return { warn, fail, ...(severity === undefined ? {} : { severity }) }
}

/** All rows, then each segment that has enough rows of current. */
async function partsOf({ reference: stored, current, options, hidden }: MetricWork): Promise<Part[]> {
  // A profile keeps no rows that could be parted.
  const reference = stored?.keepsRows === true ? stored : null
  const parts: Part[] = [{ labels: {}, reference: null, current: null }]
  const models = findRoles(current.columns, options.roles).filter(
    ({ role }) => role === "model_version" || role === "model",
  )
  for (const by of withModels(
    options.segments,
    models.map(({ column }) => column),
  )) {
    if (!has(current, by.column) || (reference !== null && !has(reference, by.column))) continue
    const { labels, ...codes } = await segmentRows(by, reference ?? current, current)
    const rows = {
      reference: rowsByCode(codes.reference, labels.length),
      current: rowsByCode(codes.current, labels.length),
    }
    const listed = labels
      .map((label, code) => ({ label, code }))
      .filter(({ label, code }) => label !== null && rows.current[code].length >= options.minRows)
      .sort((a, b) => rows.current[b.code].length - rows.current[a.code].length)
      .slice(0, mostLabels)
    for (const [i, { label, code }] of listed.entries())
      parts.push({
        labels: { [by.column]: hidden.has(by.column) ? `segment ${i + 1}` : (label ?? "") },
        reference: rows.reference[code],
        current: rows.current[code],
      })
  }
  return parts
}

/** The segmentations asked for, and one by each of these columns, which name the model or its version. */
function withModels(segments: readonly SegmentOptions[], columns: readonly string[]): readonly SegmentOptions[] {
  const asked = new Set(segments.map(({ column }) => column))
  return [...segments, ...columns.filter((column) => !asked.has(column)).map((column) => ({ column }))]
}

const has = ({ columns }: Dataset, name: string) => columns.some((column) => column.name === name)

/** The rows of each code, ascending. */
function rowsByCode(codes: Int32Array, n: number): Int32Array[] {
  const counts = new Int32Array(n)
  for (const code of codes) counts[code]++
  const rows = Array.from(counts, (count) => new Int32Array(count))
  const next = new Int32Array(n)
  codes.forEach((code, row) => {
    rows[code][next[code]++] = row
  })
  return rows
}
