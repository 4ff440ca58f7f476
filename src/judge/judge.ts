import type { ColumnResult, DriftMethod, Measurement, TestedColumn, UntestedColumn, MeasuredColumn } from "../model.js"
import { pValue, score as scoreText } from "../words/format.js"
import { distanceRatio, pRatio } from "../words/ratio.js"
import { benjaminiHochberg } from "../stats/benjamini-hochberg.js"
import { bonferroni } from "../stats/bonferroni.js"
import { holm } from "../stats/holm.js"
import type { CompareOptions } from "../options/options.js"
import type { Correction, Policy, Rule, Step } from "../options/policies.js"

const adjustments: Record<Correction, ((pValues: readonly number[]) => number[]) | null> = {
  "benjamini-hochberg": benjaminiHochberg,
  holm,
  bonferroni,
  none: null,
}

type Methods = ReadonlyMap<string, DriftMethod>

/** A rule with what was measured for it. */
interface Finding {
  rule: Rule
  isTest: boolean
  measurement: Measurement
  /** The number compared: a distance, or a p-value, adjusted where the policy says so. */
  score: number
  adjusted: number | null
  drifted: boolean
  ratio: number
}

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

/** The rules a column is held to: its own method, the run's, or the policy's for its type. */
interface Plan {
  rules: readonly Rule[]
  combine: Policy["combine"]
  adjust: boolean
  aboveNoise: boolean
  /** Why there are none. */
  reason: string | null
}

function planFor(column: MeasuredColumn, policy: Policy, methods: Methods, options: CompareOptions): Plan {
  const own = options.perColumn.get(column.name)?.method ?? options.perType.get(column.type)?.method
  const asked = own === undefined ? options.methods : [own]
  if (asked.length === 0) {
    const step = stepFor(column, policy)
    const rules = step?.rules ?? []
    const reason = rules.length > 0 ? null : `The policy has no rule for ${column.type} columns.`
    return { rules, combine: policy.combine, adjust: true, aboveNoise: step?.aboveNoise === true, reason }
  }
  const fitting = asked.find((id) => methods.get(id)?.meta.columnTypes.includes(column.type))
  const measured = column.measurements.find(({ method }) => method === fitting)
  const rules = measured === undefined ? [] : [{ method: measured.method, threshold: measured.threshold }]
  const reason = rules.length > 0 ? null : `${asked.join(", ")} does not serve ${column.type} columns.`
  return { rules, combine: "any", adjust: false, aboveNoise: false, reason }
}

function stepFor(column: MeasuredColumn, policy: Policy): Step | undefined {
  const { type, reference } = column
  const values = reference === null ? 0 : reference.rows - reference.missing
  const distinct = (reference?.distinct ?? 0) + column.n_new_categories
  return policy.ladder.find(
    ({ types, upToValues = Infinity, upToDistinct = Infinity }) =>
      types.includes(type) && values <= upToValues && distinct <= upToDistinct,
  )
}

function adjustPValues(
  columns: readonly MeasuredColumn[],
  plans: readonly Plan[],
  correction: Correction,
  methods: Methods,
): Map<MeasuredColumn, number> {
  const adjust = adjustments[correction]
  if (adjust === null) return new Map()
  const family = columns.flatMap((column, i) => {
    if (!plans[i].adjust || column.untested !== null || column.failure !== null) return []
    const test = plans[i].rules.find(({ method }) => methods.get(method)?.meta.kind === "test")
    const p = column.measurements.find(({ method }) => method === test?.method)?.p_value
    return p === undefined || p === null ? [] : [{ column, p }]
  })
  const adjusted = adjust(family.map(({ p }) => p))
  return new Map(family.map(({ column }, i) => [column, adjusted[i]]))
}

function judgeColumn(measured: MeasuredColumn, plan: Plan, adjusted: number | null, methods: Methods): ColumnResult {
  const { untested, failure, sampled, evidence, ...column } = measured
  if (failure !== null) return { ...column, ...noAnswer, status: "error", reason: failure }
  const reason = untested ?? plan.reason
  if (reason !== null) return { ...column, ...noAnswer, status: "not_tested", reason }

  const silent = column.measurements.find(
    ({ method, drift_score }) => drift_score === null && plan.rules.some((rule) => rule.method === method),
  )
  if (silent !== undefined)
    return { ...column, ...noAnswer, status: "not_tested", reason: silent.reason ?? `${silent.method} gives no score.` }

  const findings = plan.rules.map((rule) => find(rule, column.measurements, adjusted, plan.aboveNoise, methods))
  const drifted = plan.combine === "all" ? findings.every((f) => f.drifted) : findings.some((f) => f.drifted)
  const byRatio = [...findings].sort((a, b) => b.ratio - a.ratio)
  const ratio = (plan.combine === "all" ? byRatio[byRatio.length - 1] : byRatio[0]).ratio
  const test = findings.find(({ isTest }) => isTest)
  const decider = plan.combine === "all" ? (test ?? byRatio[0]) : byRatio[0]
  const effect = plan.combine === "all" ? findings.find((finding) => finding !== decider) : undefined
  return {
    ...column,
    status: drifted ? "drift" : "ok",
    reason: sentence(drifted, findings, plan, methods),
    method: decider.rule.method,
    drift_score: decider.score,
    threshold: decider.rule.threshold,
    p_value: test?.measurement.p_value ?? null,
    p_value_adjusted: test?.adjusted ?? null,
    effect:
      effect === undefined
        ? null
        : { method: effect.rule.method, drift_score: effect.score, threshold: effect.rule.threshold },
    ratio,
  } satisfies TestedColumn
}

const noAnswer = {
  method: null,
  drift_score: null,
  threshold: null,
  p_value: null,
  p_value_adjusted: null,
  effect: null,
  ratio: null,
} satisfies Partial<UntestedColumn>

function find(
  asked: Rule,
  measurements: readonly Measurement[],
  adjusted: number | null,
  aboveNoise: boolean,
  methods: Methods,
): Finding {
  const measurement = measurements.find(({ method }) => method === asked.method)
  if (measurement?.drift_score === undefined || measurement.drift_score === null)
    throw new Error(`the rule ${asked.method} has no measurement`)
  const isTest = methods.get(asked.method)?.meta.kind === "test"
  const floor = aboveNoise && !isTest ? (measurement.noise_floor ?? 0) : 0
  const rule = { method: asked.method, threshold: Math.max(asked.threshold, floor) }
  const score = isTest && adjusted !== null ? adjusted : measurement.drift_score
  return {
    rule,
    isTest,
    measurement,
    score,
    adjusted: isTest ? adjusted : null,
    drifted: isTest ? score < rule.threshold : score >= rule.threshold,
    ratio: (isTest ? pRatio : distanceRatio)(score, rule.threshold),
  }
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
