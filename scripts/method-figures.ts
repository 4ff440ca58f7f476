import { readFileSync } from "node:fs"
import type { DriftMethod } from "../src/model.js"
import { table } from "./markdown.js"

/** What `npm run method-false-alarms` counted: fixtures/methods/false-alarms.json. */
export interface FalseAlarmRates {
  alpha: number
  /** Rows of reference and current. */
  sizes: readonly (readonly [number, number])[]
  methods: Record<string, MethodRates>
}

export interface MethodRates {
  /** Pairs of samples per shape and size. */
  runs: number
  /** By shape, one entry per size: pairs with a score, and those of them with p below alpha. */
  shapes: Record<string, [scored: number, below: number][]>
}

/** A test of Evidently's own tests whose method has the name of ours and is another one: fixtures/methods/evidently-tests.json. */
export interface NamedTest {
  theirs: string
  ours: string
  score: number
  reference: number[]
  current: number[]
  why: string
}

/** What was measured of the methods: the files in fixtures/methods. */
export interface MethodFigures {
  rates: FalseAlarmRates
  namedTests: NamedTest[]
}

export function readMethodFigures(): MethodFigures {
  const read = (name: string) => JSON.parse(readFileSync(`fixtures/methods/${name}.json`, "utf8")) as never
  return { rates: read("false-alarms"), namedTests: read("evidently-tests") }
}

/** Below this share of pairs with a score there is no rate worth telling. */
const scoredLeast = 0.1

/** How often each test marks unchanged columns: a paragraph, a table, a paragraph. */
export function falseAlarms({ alpha, sizes, methods }: FalseAlarmRates): string[] {
  const shapes = Array.from(new Set(Object.values(methods).flatMap((rates) => Object.keys(rates.shapes))))
  const rows = Object.entries(methods).map(([id, rates]) => [
    `[\`${id}\`](#${id})`,
    ...shapes.map((shape) => (Object.hasOwn(rates.shapes, shape) ? ratesOf(rates.shapes[shape], rates.runs) : "")),
  ])
  const sizesInWords = sizes.map(([n, m]) => `${count(n)}/${count(m)}`).join(" · ")
  const [most, fewest] = [Math.max, Math.min].map((of) => of(...Object.values(methods).map(({ runs }) => runs)))
  return [
    `Two samples of one law, so that nothing changed: in how many of 100 p falls below ${alpha}, with ${sizesInWords} rows. Few is right where values tie: the test is then on the safe side, and finds less. "none": the test gives no score there, and says why; *: in some cases, and the rate is that of the others. By \`npm run method-false-alarms\`, seeded; ${count(most)} pairs each (${count(fewest)} for \`mmd\` and texts), a standard error of ${standardError(alpha, most)} (${standardError(alpha, fewest)}) points at 5.`,
    table(["Test", ...shapes], rows),
    "Continuous: normal. 80 % zeros: the rest log-normal; for tests of two categories zero or not. Heavy tails: log-normal with σ 3. 300 categories: the first 10 times as common as the last; for tests of numbers, as numbers. Times: eight weeks, more by day. Texts: of 12 words on average.",
  ]
}

const count = (value: number) => value.toLocaleString("en-US")
const standardError = (share: number, n: number) => (100 * Math.sqrt((share * (1 - share)) / n)).toFixed(1)
const percentOf = ([scored, below]: [number, number]) => (100 * below) / scored

function ratesOf(cells: readonly [number, number][], runs: number): string {
  const rates = cells.map((cell) => {
    if (cell[0] < scoredLeast * runs) return "none"
    return percentOf(cell).toFixed(1) + (cell[0] < runs ? "*" : "")
  })
  return rates.every((rate) => rate === "none") ? "none" : rates.join(" · ")
}

/** The range of a method's rates as a sentence after a space; nothing for a method that was not counted. */
export function measuredRange(counted: MethodRates | undefined): string {
  if (counted === undefined) return ""
  const { runs, shapes } = counted
  const rates = Object.values(shapes)
    .flat()
    .filter(([scored]) => scored >= scoredLeast * runs)
    .map(percentOf)
  const [least, most] = [Math.min(...rates), Math.max(...rates)].map((rate) => rate.toFixed(1))
  return ` Measured: ${least} to ${most} of 100 unchanged columns, by shape and size ([table](#how-often-tests-are-wrong)).`
}

/** Where a method is another one than Evidently's of the same name: a paragraph and a table. */
export function movers(methods: ReadonlyMap<string, DriftMethod>, namedTests: readonly NamedTest[]): string[] {
  const rows = namedTests.map(({ theirs, ours, score, reference, current, why }) => {
    const evidence = { reference: Float64Array.from(reference), current: Float64Array.from(current) }
    const result = methods.get(ours)?.measure(evidence)
    return [`\`${theirs}\``, String(score), `\`${ours}\``, result?.score?.toFixed(4) ?? "none", why]
  })
  return [
    "`--policy evidently` repeats Evidently's verdicts. Who names single tests meets other figures for some; on the samples of Evidently 0.7.23's own tests:",
    table(["Evidently", "Its figure", "driftcheck", "Ours", "Theirs"], rows),
  ]
}
