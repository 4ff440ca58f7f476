import { privateColumns } from "../hide-private.js"
import { UsageError } from "../../errors.js"
import { MetricReader } from "../../evidence/metric-columns.js"
import { canGive, planPredictions, type PredictionPlan } from "../../evidence/plan-predictions.js"
import { PredictionRows } from "../../evidence/prediction-rows.js"
import { segmentRows } from "../../evidence/segment-rows.js"
import { gateVerdict, tooLittleShared, undecided } from "../../judge/gate.js"
import { driftFacts, noVerdict } from "../../judge/verdict.js"
import type { Dataset, GateFacts, MetricResult, Task } from "../../model.js"
import { findRoles } from "../../options/find-roles.js"
import type { CompareOptions } from "../../options/options.js"
import type { Registry } from "../../registry.js"
import { didYouMean } from "../../words/suggest.js"
import { emptyComparison, type Comparison } from "../comparison.js"
import { datasetFacts } from "../dataset-facts.js"
import { insufficient } from "../measure-metrics.js"
import { prepare } from "../spine.js"
import { latencyFigures } from "./latency-figures.js"
import { pairedMetrics, type Gain } from "./gains.js"
import { pairedFigure, worseBy, type Pairs } from "./paired-figure.js"

/** Both sides of a gate: labelled, and the rows that both scored. */
export interface GateSides {
  champion: Dataset
  challenger: Dataset
  /** Rows of either side with one id, in the same order. */
  rows: { champion: Int32Array; challenger: Int32Array }
}

const usualMetric: Record<Task, string> = {
  binary: "roc_auc",
  multiclass: "accuracy",
  regression: "rmse",
  ranking: "ndcg",
}

/** What the gate finds out, as a run does. Throws UsageError where the predictions do not give the metric that decides. */
export async function gateDatasets(sides: GateSides, asked: CompareOptions, registry: Registry): Promise<Comparison> {
  const { champion, challenger } = sides
  const names = [champion, challenger].flatMap(({ columns }) => columns.map(({ name }) => name))
  const { options, warnings } = prepare(asked, registry, names, [champion, challenger])
  const hidden = privateColumns(options, { renamed: [] })
  const readers = { champion: new MetricReader(champion, hidden), challenger: new MetricReader(challenger, hidden) }
  const plan = await planPredictions(options, [readers.champion, readers.challenger])
  if (plan === null || "reason" in plan) throw noPredictions(plan?.reason)
  const deciding = decidingMetric(plan, options, registry)
  const scored = {
    champion: new PredictionRows(readers.champion, plan),
    challenger: new PredictionRows(readers.challenger, plan),
  }
  const pairs = await pairedRows(sides, scored, pairedMetrics.get(deciding)?.need ?? "scores")
  const facts = factsOf(pairs, deciding, options, registry)
  const base = {
    roles: findRoles(challenger.columns, options.roles),
    reference: datasetFacts(champion),
    current: datasetFacts(challenger),
    drift: driftFacts([], { threshold: 0, policy: options.policy }),
    warnings: [...champion.warnings, ...challenger.warnings, ...warnings],
    ...joinedLabels(sides),
  }
  if (facts.shared < leastShared)
    return emptyComparison({ ...base, gate: facts, verdict: noVerdict(tooLittleShared(facts)) })
  if (facts.rows < options.minLabels)
    return emptyComparison({
      ...base,
      gate: facts,
      verdict: undecided([insufficient(facts.rows, options.minLabels)]),
    })
  const { metrics, gain } = await figuresOf({ sides, scored, pairs, plan, deciding, options, registry })
  const found = { ...facts, ...gainFacts(gain, registry.metrics.get(deciding)?.meta.better === "lower") }
  return emptyComparison({ ...base, gate: found, metrics, verdict: gateVerdict({ facts: found, metrics }) })
}

/** Of the labelled rows of the side that has more of them. */
const leastShared = 0.5

function noPredictions(reason = "No column has the role prediction, or none the role target."): UsageError {
  return new UsageError(`there is nothing to decide on. ${reason}`, {
    hint: "--prediction NAME and --target NAME say which; labels may also come from a file: --labels FILE",
  })
}

/** Metrics that the predictions give, pair by pair. Of more than two classes those of one against the others are left out. */
function possibleMetrics(plan: PredictionPlan, metrics: Registry["metrics"]): string[] {
  const isMany = plan.task === "multiclass"
  return Array.from(pairedMetrics).flatMap(([id, { need }]) => {
    const metric = metrics.get(id)
    const serves = metric !== undefined && canGive(plan, need) && (metric.meta.tasks?.includes(plan.task) ?? true)
    return serves && !(isMany && (need === "decisions" || need === "scores")) ? [id] : []
  })
}

function decidingMetric(plan: PredictionPlan, options: CompareOptions, { metrics }: Registry): string {
  const possible = possibleMetrics(plan, metrics)
  const wanted = options.gateMetric ?? usualMetric[plan.task]
  if (possible.includes(wanted)) return wanted
  if (options.gateMetric === null && possible.length > 0)
    return possible.includes("accuracy") ? "accuracy" : possible[0]
  throw new UsageError(`the gate cannot decide on ${JSON.stringify(wanted)} with these predictions`, {
    hint: didYouMean(wanted, possible, `it can on ${possible.join(", ")}`),
  })
}

/** Rows of either side with one id, a label, and the prediction that the deciding metric needs. */
async function pairedRows(
  { rows }: GateSides,
  scored: Record<"champion" | "challenger", PredictionRows>,
  need: Parameters<PredictionRows["evidence"]>[0],
): Promise<Pairs> {
  const complete = {
    champion: (await scored.champion.evidence(need, null)).kept,
    challenger: (await scored.challenger.evidence(need, null)).kept,
  }
  const has = { champion: new Set(complete.champion), challenger: new Set(complete.challenger) }
  const both = Array.from(rows.champion.keys()).filter(
    (i) => has.champion.has(rows.champion[i]) && has.challenger.has(rows.challenger[i]),
  )
  return {
    champion: Int32Array.from(both, (i) => rows.champion[i]),
    challenger: Int32Array.from(both, (i) => rows.challenger[i]),
    scoredBy: { champion: complete.champion.length, challenger: complete.challenger.length },
  }
}

function factsOf(
  { champion, scoredBy }: Pairs,
  metric: string,
  { minGain, maxSegmentLoss }: CompareOptions,
  { metrics }: Registry,
): GateFacts {
  const larger = Math.max(scoredBy.champion, scoredBy.challenger)
  return {
    metric,
    title: metrics.get(metric)?.meta.title ?? metric,
    test: "bootstrap",
    p_value: null,
    gain: null,
    gain_low: null,
    gain_high: null,
    min_gain: minGain,
    max_segment_loss: maxSegmentLoss,
    rows: champion.length,
    champion_rows: scoredBy.champion,
    challenger_rows: scoredBy.challenger,
    shared: larger === 0 ? 0 : champion.length / larger,
  }
}

/** The change turned so that more is better. */
function gainFacts({ value, low, high, test, p }: Gain, lowerIsBetter: boolean): Partial<GateFacts> {
  const turned = (end: number | null) => (end === null ? null : lowerIsBetter ? 0 - end : end)
  const [gainLow, gainHigh] = lowerIsBetter ? [high, low] : [low, high]
  return { test, p_value: p, gain: turned(value), gain_low: turned(gainLow), gain_high: turned(gainHigh) }
}

const joinedLabels = ({ champion, challenger }: GateSides): Pick<Comparison, "labels"> => {
  const [reference, current] = [champion, challenger].map(({ labels }) =>
    labels === undefined ? null : { ...labels.facts, bias: null },
  )
  return reference === null && current === null ? {} : { labels: { reference, current } }
}

interface Work {
  sides: GateSides
  scored: Record<"champion" | "challenger", PredictionRows>
  pairs: Pairs
  plan: PredictionPlan
  deciding: string
  options: CompareOptions
  registry: Registry
}

/** Figures that must be no worse, beside the one that decides. */
const guards: ReadonlySet<string> = new Set(["calibration_error", "brier"])

/** The deciding figure first, then those that must be no worse, all others, and segments. */
async function figuresOf(work: Work): Promise<{ metrics: MetricResult[]; gain: Gain }> {
  const { deciding, plan, pairs, options, registry } = work
  const confidence = 0.95
  const main = await pairedFigure(deciding, { ...work, labels: {}, confidence, limit: worseBy(-options.minGain) })
  const others: MetricResult[] = []
  for (const id of possibleMetrics(plan, registry.metrics)) {
    if (id === deciding) continue
    const limit = guards.has(id) ? (options.metrics.get(id)?.fail ?? worseBy(0)) : null
    others.push((await pairedFigure(id, { ...work, labels: {}, confidence, limit })).result)
  }
  const latency = await latencyFigures(work.sides, pairs, options, registry)
  const segments = await segmentFigures(work)
  return { metrics: [main.result, ...others, ...latency, ...segments], gain: main.gain }
}

/** Values of one segmentation at most: those with the most rows. */
const mostSegments = 50

/** The deciding figure in each segment with enough rows; intervals are wider by the number of segments (Bonferroni). */
async function segmentFigures(work: Work): Promise<MetricResult[]> {
  const { sides, pairs, options, deciding } = work
  const parts: { labels: Record<string, string>; pairs: Pairs }[] = []
  for (const by of options.segments) {
    const found = await segmentRows(by, sides.champion, sides.champion)
    const groups = found.labels.map(() => [] as number[])
    pairs.champion.forEach((row, i) => groups[found.reference[row]].push(i))
    const listed = groups
      .map((places, code) => ({ places, label: found.labels[code] }))
      .filter(({ places, label }) => label !== null && places.length >= options.minRows)
      .sort((a, b) => b.places.length - a.places.length)
      .slice(0, mostSegments)
    const hidden = options.perColumn.get(by.column)?.private === true
    listed.forEach(({ places, label }, i) =>
      parts.push({
        labels: { [by.column]: hidden ? `segment ${i + 1}` : (label ?? "") },
        pairs: {
          champion: Int32Array.from(places, (place) => pairs.champion[place]),
          challenger: Int32Array.from(places, (place) => pairs.challenger[place]),
          scoredBy: pairs.scoredBy,
        },
      }),
    )
  }
  const confidence = 1 - 0.05 / Math.max(1, parts.length)
  const limit = options.maxSegmentLoss === null ? null : worseBy(options.maxSegmentLoss)
  const results: MetricResult[] = []
  for (const part of parts) results.push((await pairedFigure(deciding, { ...work, ...part, confidence, limit })).result)
  return results
}
