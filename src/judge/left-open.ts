/** Whether the answer hangs on values that are not known: what can be said with the least and the most that each score may be. */
import type { DriftMethod, Measurement, ScoreRange } from "../model.js"
import type { Rule } from "../options/policies.js"
import { weightedP } from "../stats/weighted-p.js"
import { leftOpenSentence } from "../words/left-open.js"
import type { Plan } from "./plan.js"

type Methods = ReadonlyMap<string, DriftMethod>
type Range = Pick<ScoreRange, "low" | "high">

/** Whether something drifted: surely, or possibly. What is possible and not certain is open. */
interface Answer {
  certain: boolean
  possible: boolean
}

interface Held {
  rule: Rule
  measurement: Measurement
  range: Range
}

/** What the p-value of a plan's tests together may be, before any adjustment; null where one of them gives none. */
export function pRange(plan: Plan, measurements: readonly Measurement[], methods: Methods): Range | null {
  const { tests, missing } = held(plan, measurements, methods)
  if (tests.length === 0 || missing) return null
  const together = (end: keyof Range) =>
    weightedP(tests.map(({ rule, range }) => ({ p: range[end], weight: rule.weight ?? 1 }))).p
  return { low: together("low"), high: together("high") }
}

/** The measurements on which the answer hangs, with what they may be; none where it is certain. `p`: of the tests together, adjusted. */
export function leftOpen(plan: Plan, measurements: readonly Measurement[], p: Range | null, methods: Methods): Held[] {
  const { tests, distances } = held(plan, measurements, methods)
  const said = tests.length === 0 || p === null ? null : ofTests(tests, p)
  const answers = distances.map((each) => ({ each, answer: ofDistance(each, tests, plan.aboveNoise) }))
  const far = any(answers.map(({ answer }) => answer))
  const isOpen = ({ certain, possible }: Answer) => possible && !certain
  const all =
    plan.combine === "any"
      ? any([...(said === null ? [] : [said]), far])
      : every([...(said === null ? [] : [said]), ...(distances.length === 0 ? [] : [far])])
  if (!isOpen(all)) return []
  const open = [
    ...answers.filter(({ answer }) => isOpen(answer)).map(({ each }) => each),
    ...(said !== null && p !== null && isOpen(said) ? tests.map((test) => ({ ...test, range: p })) : []),
  ]
  return open.filter(({ measurement }) => measurement.between !== undefined)
}

/** Why it is open, by the first of those that it hangs on; null for none. */
export function openReason(open: readonly Held[], methods: Methods): string | null {
  const first = open.at(0)
  const between = first?.measurement.between
  if (first === undefined || between === undefined) return null
  const { rule, range } = first
  const meta = methods.get(rule.method)?.meta
  const isTest = meta?.kind === "test"
  const title = `${meta?.shortTitle ?? rule.method}${isTest ? " p (adjusted for the number of columns)" : ""}`
  return leftOpenSentence({ ...range, side: between.side }, { title, isTest, threshold: rule.threshold })
}

const any = (answers: readonly Answer[]): Answer => ({
  certain: answers.some(({ certain }) => certain),
  possible: answers.some(({ possible }) => possible),
})

const every = (answers: readonly Answer[]): Answer => ({
  certain: answers.every(({ certain }) => certain),
  possible: answers.every(({ possible }) => possible),
})

function held({ rules }: Plan, measurements: readonly Measurement[], methods: Methods) {
  const found = rules.flatMap((rule): Held[] => {
    const measurement = measurements.find(({ method }) => method === rule.method)
    if (measurement === undefined || measurement.drift_score === null) return []
    const { between, drift_score } = measurement
    return [{ rule, measurement, range: between ?? { low: drift_score, high: drift_score } }]
  })
  const isTest = ({ method }: Rule) => methods.get(method)?.meta.kind === "test"
  const tests = found.filter(({ rule }) => isTest(rule))
  return {
    tests,
    distances: found.filter(({ rule }) => !isTest(rule)),
    missing: tests.length < rules.filter(isTest).length,
  }
}

function ofTests([{ rule }]: readonly Held[], { low, high }: Range): Answer {
  return { certain: high < rule.threshold, possible: low < rule.threshold }
}

function ofDistance({ rule, measurement, range }: Held, tests: readonly Held[], aboveNoise: boolean): Answer {
  const threshold = Math.max(rule.threshold, aboveNoise ? (measurement.noise_floor ?? 0) : 0)
  const counts = surest(rule.whereSurest, tests)
  return { certain: counts.certain && range.low >= threshold, possible: counts.possible && range.high >= threshold }
}

/** Whether this test is the surest of all. */
function surest(method: string | undefined, tests: readonly Held[]): Answer {
  if (method === undefined) return { certain: true, possible: true }
  const weighted = tests.map(({ rule, range }) => ({
    isOwn: rule.method === method,
    low: range.low / (rule.weight ?? 1),
    high: range.high / (rule.weight ?? 1),
  }))
  const own = weighted.find(({ isOwn }) => isOwn)
  const others = weighted.filter(({ isOwn }) => !isOwn)
  if (own === undefined) return { certain: false, possible: false }
  return {
    certain: others.every(({ low }) => own.high < low),
    possible: others.every(({ high }) => own.low <= high),
  }
}
