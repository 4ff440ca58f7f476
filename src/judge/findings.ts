import type { DriftMethod, Measurement } from "../model.js"
import type { Rule } from "../options/policies.js"
import { weightedP } from "../stats/weighted-p.js"
import { distanceRatio, pRatio } from "../words/ratio.js"
import type { Plan } from "./plan.js"

type Methods = ReadonlyMap<string, DriftMethod>

/** A rule with what was measured for it. */
export interface Finding {
  rule: Rule
  isTest: boolean
  measurement: Measurement
  /** The number compared: a distance, or a p-value, adjusted where the policy says so. */
  score: number
  /** Of a test, as it is before any adjustment; of several tests, of all of them together. */
  p: number | null
  adjusted: number | null
  drifted: boolean
  ratio: number
}

/** The p-value of a plan's tests together, and the rule of the surest; null where there is none, or one of them gives no score. */
export function surestTest(
  { rules }: Plan,
  measurements: readonly Measurement[],
  methods: Methods,
): { p: number; rule: Rule } | null {
  const tests = rules.filter((rule) => isTest(rule, methods))
  const found = tests.flatMap((rule) => {
    const p = scored(rule, measurements)?.drift_score ?? null
    return p === null ? [] : [{ p, weight: rule.weight ?? 1 }]
  })
  if (found.length === 0 || found.length < tests.length) return null
  const { p, surest } = weightedP(found)
  return { p, rule: tests[surest] }
}

/** Why the measurements leave the question open, as a sentence; null where they do not. One distance of several is enough. */
export function silence(
  { rules, combine }: Plan,
  measurements: readonly Measurement[],
  methods: Methods,
): string | null {
  const without = rules.filter((rule) => scored(rule, measurements) === undefined)
  const needed = (rule: Rule) => combine === "any" || isTest(rule, methods)
  const distances = rules.filter((rule) => !isTest(rule, methods))
  const silent = without.find(needed) ?? (without.length === distances.length ? without.at(0) : undefined)
  if (silent === undefined) return null
  const reason = measurements.find(({ method }) => method === silent.method)?.reason ?? null
  return reason ?? `${silent.method} gives no score.`
}

/** Whether a distance of the plan has no score, because the reference gives it no scale. */
export function hasNoScale({ rules }: Plan, measurements: readonly Measurement[]): boolean {
  return rules.some((rule) => scored(rule, measurements) === undefined)
}

/** What each rule says: the tests of a plan as one, and of its distances those that count. `adjusted`: of the tests together. */
export function findingsOf(
  plan: Plan,
  measurements: readonly Measurement[],
  adjusted: number | null,
  methods: Methods,
): Finding[] {
  const sure = surestTest(plan, measurements, methods)
  return plan.rules.flatMap((rule) => {
    const measurement = scored(rule, measurements)
    if (measurement === undefined) return []
    if (isTest(rule, methods)) return rule === sure?.rule ? [testFinding(rule, measurement, sure.p, adjusted)] : []
    const counts = rule.whereSurest === undefined || rule.whereSurest === sure?.rule.method
    return counts ? [distanceFinding(rule, measurement, plan.aboveNoise)] : []
  })
}

function testFinding(rule: Rule, measurement: Measurement, p: number, adjusted: number | null): Finding {
  const score = adjusted ?? p
  const drifted = score < rule.threshold
  return { rule, isTest: true, measurement, score, p, adjusted, drifted, ratio: pRatio(score, rule.threshold) }
}

function distanceFinding(
  asked: Rule,
  measurement: Measurement & { drift_score: number },
  aboveNoise: boolean,
): Finding {
  const threshold = Math.max(asked.threshold, aboveNoise ? (measurement.noise_floor ?? 0) : 0)
  const score = measurement.drift_score
  const rule = { method: asked.method, threshold }
  const told = { drifted: score >= threshold, ratio: distanceRatio(score, threshold) }
  return { rule, isTest: false, measurement, score, p: null, adjusted: null, ...told }
}

const isTest = ({ method }: Rule, methods: Methods) => methods.get(method)?.meta.kind === "test"

function scored(
  { method }: Rule,
  measurements: readonly Measurement[],
): (Measurement & { drift_score: number }) | undefined {
  const found = measurements.find((measurement) => measurement.method === method)
  if (found === undefined) throw new Error(`the rule ${method} has no measurement`)
  const { drift_score } = found
  return drift_score === null ? undefined : { ...found, drift_score }
}
