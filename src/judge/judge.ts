import type { ColumnResult, DriftMethod, Effect, TestedColumn, UntestedColumn, MeasuredColumn } from "../model.js"
import { pValue, score as scoreText } from "../words/format.js"
import { benjaminiHochberg } from "../stats/benjamini-hochberg.js"
import { bonferroni } from "../stats/bonferroni.js"
import { holm } from "../stats/holm.js"
import type { CompareOptions } from "../options/options.js"
import type { Correction, Policy } from "../options/policies.js"
import { findingsOf, hasNoScale, silence, surestTest, type Finding } from "./findings.js"
import { leftOpen, openReason, pRange } from "./left-open.js"
import { planFor, type Plan } from "./plan.js"

const adjustments: Record<Correction, ((pValues: readonly number[]) => number[]) | null> = {
  "benjamini-hochberg": benjaminiHochberg,
  holm,
  bonferroni,
  none: null,
}

type Methods = ReadonlyMap<string, DriftMethod>

/** What the rules say of each column, in the same order. Pure: the same measurements give the same answers. */
export function judgeColumns(
  columns: readonly MeasuredColumn[],
  policy: Policy,
  methods: Methods,
  options: CompareOptions,
): ColumnResult[] {
  const plans = columns.map((column) => planFor(column, policy, methods, options))
  const adjusted = adjustPValues(columns, plans, options.correction ?? policy.correction, methods)
  return columns.map((column, i) => judgeColumn(column, plans[i], adjusted.get(column) ?? null, methods))
}

/** A p-value, adjusted, and what it may be where not all values are known. */
interface Adjusted {
  p: number
  low: number
  high: number
}

function adjustPValues(
  columns: readonly MeasuredColumn[],
  plans: readonly Plan[],
  correction: Correction,
  methods: Methods,
): Map<MeasuredColumn, Adjusted> {
  const adjust = adjustments[correction]
  if (adjust === null) return new Map()
  const family = columns.flatMap((column, i) => {
    if (!plans[i].adjust || column.untested !== null || column.failure !== null) return []
    const sure = surestTest(plans[i], column.measurements, methods)
    const range = pRange(plans[i], column.measurements, methods)
    return sure === null || range === null ? [] : [{ column, p: sure.p, ...range }]
  })
  // An adjusted p-value never falls where any p-value grows.
  const [p, low, high] = (["p", "low", "high"] as const).map((which) => adjust(family.map((each) => each[which])))
  return new Map(family.map(({ column }, i) => [column, { p: p[i], low: low[i], high: high[i] }]))
}

function judgeColumn(measured: MeasuredColumn, plan: Plan, adjusted: Adjusted | null, methods: Methods): ColumnResult {
  const { judgedAs, untested, failure, sampled, shares, evidence, periods, ...column } = measured
  if (failure !== null) return { ...column, ...noAnswer, status: "error", reason: failure }
  const reason =
    untested ??
    plan.reason ??
    silence(plan, column.measurements, methods) ??
    openReason(
      leftOpen(plan, column.measurements, adjusted ?? pRange(plan, column.measurements, methods), methods),
      methods,
    )
  if (reason !== null) return { ...column, ...noAnswer, status: "not_tested", reason }

  const findings = findingsOf(plan, column.measurements, adjusted?.p ?? null, methods)
  const { drifted, decider, effect, told } = decide(findings, plan.combine)
  const distances = findings.filter(({ isTest }) => !isTest)
  const test = findings.find(({ isTest }) => isTest)
  return {
    ...column,
    status: drifted ? "drift" : "ok",
    reason: sentence(drifted, told, plan, methods),
    method: decider.rule.method,
    drift_score: decider.score,
    threshold: decider.rule.threshold,
    p_value: test?.p ?? null,
    p_value_adjusted: test?.adjusted ?? null,
    effect: effect === null ? null : effectOf(effect),
    ...(effect !== null && distances.length > 1 ? { effects: distances.map(effectOf) } : {}),
    ratio: hasNoScale(plan, column.measurements) ? null : ratioOf(told, plan.combine),
  } satisfies TestedColumn
}

const effectOf = ({ rule: { method, threshold }, score }: Finding): Effect => ({
  method,
  drift_score: score,
  threshold,
})

/** Fields of a column without a verdict. */
export const noAnswer = {
  method: null,
  drift_score: null,
  threshold: null,
  p_value: null,
  p_value_adjusted: null,
  effect: null,
  ratio: null,
} satisfies Partial<UntestedColumn>

interface Decision {
  drifted: boolean
  decider: Finding
  /** The distance that says enough or is nearest to it, where a test decides beside it. */
  effect: Finding | null
  /** What the answer rests on. */
  told: Finding[]
}

function decide(findings: readonly Finding[], combine: Policy["combine"]): Decision {
  if (combine === "any") {
    const drifted = findings.some((finding) => finding.drifted)
    return { drifted, decider: furthest(findings), effect: null, told: [...findings] }
  }
  const tests = findings.filter(({ isTest }) => isTest)
  const distances = findings.filter(({ isTest }) => !isTest)
  const told = [tests, distances].flatMap((some) => (some.length === 0 ? [] : [furthest(some)]))
  const [decider, effect] = told
  return { drifted: told.every((finding) => finding.drifted), decider, effect: told.length > 1 ? effect : null, told }
}

/** The first of those with the largest ratio; at least one. */
const furthest = (findings: readonly Finding[]) =>
  findings.reduce((best, finding) => (finding.ratio > best.ratio ? finding : best))

function ratioOf(told: readonly Finding[], combine: Policy["combine"]): number {
  const ratios = told.map(({ ratio }) => ratio)
  return combine === "any" ? Math.max(...ratios) : Math.min(...ratios)
}

/** Which rule decided, with its numbers: "Wasserstein 1.213, at or above 0.1, and KS p <0.0001 (adjusted), below 0.05." */
function sentence(drifted: boolean, findings: readonly Finding[], plan: Plan, methods: Methods): string {
  const effectFirst = [...findings].sort((a, b) => Number(a.isTest) - Number(b.isTest))
  const clauses = effectFirst.map((finding) => clause(finding, methods))
  const agree = findings.every((finding) => finding.drifted === drifted)
  const text = clauses.join(agree ? " and " : ", but ")
  return `${text}.${slight(drifted, findings, plan)}`
}

function clause({ rule, isTest, measurement, score, adjusted, drifted }: Finding, methods: Methods): string {
  const title = methods.get(rule.method)?.meta.shortTitle ?? rule.method
  if (!isTest) {
    const isFloor = rule.threshold === measurement.noise_floor
    const bound = isFloor ? `the noise floor ${scoreText(rule.threshold, score)}` : String(rule.threshold)
    return `${title} ${scoreText(score, rule.threshold)} is ${drifted ? "at or above" : "below"} ${bound}`
  }
  const value = `p ${adjusted === null ? "" : "(adjusted for the number of columns) "}${pValue(score, rule.threshold)}`
  return `${title} ${value} is ${drifted ? "below" : "not below"} ${rule.threshold}`
}

/** PSI between 0.1 and 0.2 has a name of its own where a policy uses PSI. */
function slight(drifted: boolean, findings: readonly Finding[], plan: Plan): string {
  const psi = findings.find(({ rule }) => rule.method === "psi")
  return !drifted && plan.combine === "any" && psi !== undefined && psi.score >= 0.1 && psi.score < 0.2
    ? " PSI from 0.1 to 0.2 is a slight change."
    : ""
}
