import type { NamedRole, PredictionNeed, RowValues, Task } from "../model.js"
import { saysWhy } from "../errors.js"
import { findRoles } from "../options/find-roles.js"
import type { CompareOptions } from "../options/options.js"
import { truthOf } from "../columns/truth.js"
import type { MetricReader } from "./metric-columns.js"
import { isWithin, taskOf, type OutcomeValues } from "./task-of.js"

/** Which columns say what a model predicted and what was true, and how they are read; the same for both sides. */
export interface PredictionPlan {
  task: Task
  target: string
  /** Classes in the order of their codes: two with the positive one last, or all that either side has; none for numbers and ranks. */
  classes: readonly string[]
  /** The class that counts as positive where it was named; null: what says yes. */
  positive: string | null
  /** The column with what was predicted itself; null: it follows from the score or the probabilities. */
  predicted: string | null
  /** The column with the score of the positive class, or of the rank. */
  score: string | null
  /** Whether all scores lie in [0, 1]. */
  areProbabilities: boolean
  /** From this score on a row is predicted positive; null: scores decide nothing. */
  threshold: number | null
  /** The columns with the probability of each class; null without. */
  probabilities: ReadonlyMap<string, string> | null
  query: string | null
  k: number
  /** The quantile that is predicted; null: none. */
  share: number | null
}

/** Why predictions cannot be held against the truth, as a sentence. */
export interface NoPlan {
  reason: string
}

/** Different values up to which a column may hold classes. */
const mostClasses = 100

/**
 * How predictions are held against the truth; null where no column is the target or none is a prediction. What the columns hold is
 * asked of every side that has them and keeps its rows.
 */
export async function planPredictions(
  options: CompareOptions,
  readers: readonly MetricReader[],
): Promise<PredictionPlan | NoPlan | null> {
  const columns = rolesOn(readers, options)
  const target = columns("target").at(0)
  const named = columns("prediction").filter((column) => !isProbability(column, options))
  if (target === undefined || (named.length === 0 && options.probabilities === null)) return null
  const truth = await valuesOf(target, readers)
  if (truth === null) {
    const why = await whyNotRead(target, readers)
    return { reason: why ?? `The target ${JSON.stringify(target)} holds nothing that can be predicted.` }
  }
  const predictions = await Promise.all(
    named.map(async (column) => ({ column, held: await valuesOf(column, readers) })),
  )
  const readable = predictions.flatMap(({ column, held }) => (held === null ? [] : [{ column, held }]))
  const isClass = (held: Held) => !held.numeric || (truth.numeric && isWithin(held, truth.values ?? []))
  const decided = readable.find(({ held }) => isClass(held))
  const number = readable.find(({ column, held }) => held.numeric && column !== decided?.column)
  const query = columns("query").at(0) ?? null
  const task =
    options.task ??
    taskOf(truth, decided?.held ?? null, {
      positive: options.positive,
      probabilities: options.probabilities?.size ?? 0,
      query: query !== null,
    })
  const base = { ...nothing, target, query, k: options.rankingK, share: options.quantile }
  const numeric = readable.find(({ held }) => held.numeric)
  const shown = (column: string, value: string) => readers[0].shown(column, value)
  const found = { truth, decided, number, numeric, shown }
  if (task === null)
    return { reason: `The target ${JSON.stringify(target)} has more than ${mostClasses} classes, or none.` }
  return plans[task](base, found, options)
}

type Base = Omit<PredictionPlan, "task">
interface Held extends OutcomeValues {
  least: number
  most: number
}
interface Column {
  column: string
  held: Held
}
interface Found {
  truth: Held
  decided: Column | undefined
  number: Column | undefined
  numeric: Column | undefined
  /** A value of a column as a reason may show it. */
  shown: (column: string, value: string) => string
}

const nothing = {
  classes: [],
  positive: null,
  predicted: null,
  score: null,
  areProbabilities: false,
  threshold: null,
  probabilities: null,
} as const

const plans: Record<Task, (base: Base, found: Found, options: CompareOptions) => PredictionPlan | NoPlan> = {
  binary: planBinary,
  multiclass: planClasses,
  regression: (base, { truth, numeric }) =>
    truth.numeric && numeric !== undefined
      ? { ...base, task: "regression", predicted: numeric.column }
      : { reason: `A regression needs numbers; ${JSON.stringify(base.target)} and its prediction hold others.` },
  ranking: (base, { truth, numeric }) =>
    truth.numeric && numeric !== undefined && base.query !== null
      ? { ...base, task: "ranking", score: numeric.column }
      : { reason: "A ranking needs a query, a target of numbers (the relevance) and a prediction of numbers." },
}

function planBinary(
  base: Base,
  { truth, decided, number, shown }: Found,
  options: CompareOptions,
): PredictionPlan | NoPlan {
  const known = truth.values ?? []
  const positive = options.positive ?? (isPlusMinus(known) ? "1" : null)
  const unclear = known.find((value) => positive === null && truthOf(value) === null)
  if (unclear !== undefined || truth.values === null)
    return {
      reason: `The target ${JSON.stringify(base.target)} holds ${unclear === undefined ? "numbers" : shown(base.target, unclear)}: name the value that counts with --positive.`,
    }
  for (const [column, { values }] of [
    [base.target, truth] as const,
    ...(decided ? [[decided.column, decided.held] as const] : []),
  ])
    if (options.positive !== null && values !== null && values.length > 1 && !values.includes(options.positive))
      return {
        reason: `${JSON.stringify(column)} never holds ${JSON.stringify(options.positive)}, the value that counts: it holds ${listed(column, values, shown)}.`,
      }
  const isPositive = (value: string) => (positive === null ? truthOf(value) === 1 : value === positive)
  const byClass = Array.from(options.probabilities ?? []).find(([of]) => isPositive(of))?.[1]
  const score = byClass ?? number?.column ?? null
  if (score === null && decided === undefined)
    return { reason: `No prediction says which rows are positive: none is a number or a class.` }
  const areProbabilities =
    byClass !== undefined || (number !== undefined && number.held.least >= 0 && number.held.most <= 1)
  return {
    ...base,
    task: "binary",
    classes: [known.find((value) => !isPositive(value)) ?? "others", known.find(isPositive) ?? positive ?? "1"],
    positive,
    predicted: decided?.column ?? null,
    score,
    areProbabilities,
    threshold: options.decisionThreshold ?? (areProbabilities ? 0.5 : null),
  }
}

function planClasses(
  base: Base,
  { truth, decided, shown }: Found,
  { probabilities }: CompareOptions,
): PredictionPlan | NoPlan {
  const { values } = truth
  if (values === null)
    return { reason: `The target ${JSON.stringify(base.target)} has more than ${mostClasses} classes.` }
  const predicted = decided?.held.values ?? []
  if (decided !== undefined && predicted.length > 0 && !predicted.some((each) => values.includes(each)))
    return {
      reason: `No class is in both: ${JSON.stringify(base.target)} holds ${listed(base.target, values, shown)}, and ${JSON.stringify(decided.column)} holds ${listed(decided.column, predicted, shown)}.`,
    }
  const classes = new Set([...values, ...predicted, ...(probabilities?.keys() ?? [])])
  if (decided === undefined && probabilities === null)
    return { reason: "No prediction names a class; probabilities say which columns hold those of each class." }
  return {
    ...base,
    task: "multiclass",
    classes: inOrder(Array.from(classes)),
    predicted: decided?.column ?? null,
    probabilities,
  }
}

/** Classes that a reason names. */
const mostListed = 5

/** "free", "pro", "team"; the first five of more. */
function listed(column: string, values: readonly string[], shown: Found["shown"]): string {
  const named = Array.from(
    new Set(
      inOrder(Array.from(values))
        .slice(0, mostListed)
        .map((value) => shown(column, value)),
    ),
  )
  return `${named.join(", ")}${values.length > mostListed ? ", …" : ""}`
}

/** Numbers by size, others by their characters. */
function inOrder(classes: string[]): string[] {
  const numeric = classes.every((each) => Number.isFinite(Number(each)))
  return classes.sort((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : 1))
}

const isPlusMinus = (values: readonly string[]) =>
  values.includes("-1") && values.every((value) => value === "-1" || value === "1")

const isProbability = (column: string, { probabilities }: CompareOptions) =>
  Array.from(probabilities?.values() ?? []).includes(column)

/** The columns of either side that have a role. */
function rolesOn(readers: readonly MetricReader[], { roles }: CompareOptions): (role: NamedRole) => string[] {
  const columns = new Map(readers.flatMap(({ columns: own }) => own.map((column) => [column.name, column] as const)))
  const found = findRoles(Array.from(columns.values()), roles)
  return (role) => found.filter((each) => each.role === role).map(({ column }) => column)
}

/** What a column holds on all sides together; null where no side says it. */
async function valuesOf(column: string, readers: readonly MetricReader[]): Promise<Held | null> {
  const sides = await Promise.all(
    readers.filter((reader) => reader.has(column)).map((reader) => heldBy(reader, column)),
  )
  const known = sides.filter((side) => side !== null)
  if (known.length === 0) return null
  const values = new Set(known.flatMap((side) => side.values ?? []))
  return {
    numeric: known.every(({ numeric }) => numeric),
    values: known.some((side) => side.values === null) || values.size > mostClasses ? null : Array.from(values),
    least: Math.min(...known.map(({ least }) => least)),
    most: Math.max(...known.map(({ most }) => most)),
  }
}

async function heldBy(reader: MetricReader, column: string): Promise<Held | null> {
  const saved = await reader.savedValues(column)
  if (saved !== null) return heldBySaved(saved, reader.columns.find(({ name }) => name === column)?.kind === "number")
  try {
    const values = await reader.rowsOf(column)
    const held = values.kind === "numbers" ? numbersHeld(values.values) : labelsHeld(values)
    return held.values?.length === 0 ? null : held
  } catch (error) {
    if (saysWhy(error)) return null
    throw error
  }
}

/** Why no side hands over the column's rows, as a sentence: a table in an engine does not; null where one does. */
async function whyNotRead(column: string, readers: readonly MetricReader[]): Promise<string | null> {
  let why: string | null = null
  for (const reader of readers.filter((each) => each.has(column))) {
    try {
      await reader.rowsOf(column)
      return null
    } catch (error) {
      if (!saysWhy(error)) throw error
      why = error.message
    }
  }
  return why
}

/** What a profile keeps: the different values unless there are many, and of numbers the least and the largest. */
function heldBySaved(
  { summary: { min, max }, counts }: NonNullable<Awaited<ReturnType<MetricReader["savedValues"]>>>,
  numeric: boolean,
): Held | null {
  const values = counts === null || counts.size > mostClasses ? null : Array.from(counts.keys())
  if (values?.length === 0 || (counts === null && !numeric)) return null
  const [least, most] = [min, max].map((end) => (typeof end === "number" ? end : NaN))
  return { numeric, values, least, most }
}

function numbersHeld(numbers: Float64Array): Held {
  const values = new Set<number>()
  let [least, most] = [Infinity, -Infinity]
  for (const value of numbers) {
    if (Number.isNaN(value)) continue
    least = Math.min(least, value)
    most = Math.max(most, value)
    if (values.size <= mostClasses) values.add(value)
  }
  return { numeric: true, values: values.size > mostClasses ? null : Array.from(values, String), least, most }
}

function labelsHeld({ codes, labels }: Extract<RowValues, { kind: "codes" }>): Held {
  const used = new Set<number>()
  for (const code of codes) if (code >= 0) used.add(code)
  const values = used.size > mostClasses ? null : Array.from(used, (code) => labels[code])
  return { numeric: false, values, least: NaN, most: NaN }
}

/** Whether the plan gives what a metric needs. */
export function canGive(
  { task, predicted, score, areProbabilities, threshold, probabilities, share }: PredictionPlan,
  need: PredictionNeed,
): boolean {
  const isBinary = task === "binary"
  const decides = predicted !== null || probabilities !== null || (isBinary && threshold !== null)
  const can: Record<PredictionNeed, boolean> = {
    decisions: (isBinary || task === "multiclass") && decides,
    scores: isBinary ? score !== null : probabilities !== null,
    probabilities: isBinary && score !== null && areProbabilities,
    classes: (isBinary || task === "multiclass") && decides,
    class_probabilities: isBinary ? score !== null && areProbabilities : probabilities !== null,
    values: task === "regression",
    quantiles: task === "regression" && share !== null,
    rankings: task === "ranking",
  }
  return can[need]
}
