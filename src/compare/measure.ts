import { Unanswerable } from "../errors.js"
import type {
  ColumnBase,
  ColumnSummary,
  ColumnType,
  CourseCut,
  Dataset,
  DriftMethod,
  EvidenceByNeed,
  Measurement,
  MethodResult,
  Need,
  PeriodCut,
  RowSample,
  StorageKind,
  MeasuredColumn,
  WordShift,
} from "../model.js"
import { gatherCheckEvidence, noEvidence } from "../evidence/check-evidence.js"
import { commonKind, inferColumnType, type InferredType } from "../columns/column-types.js"
import { columnCourse } from "../evidence/column-course.js"
import { periodsOf } from "../evidence/stored-periods.js"
import { categoryTable, histogram, oneSidedCategories } from "../evidence/distribution.js"
import { ColumnEvidence } from "../evidence/evidence.js"
import type { MatchedColumn } from "../evidence/match-columns.js"
import type { CompareOptions } from "../options/options.js"
import { missingTest } from "../evidence/missing-test.js"
import { outsideFences, outsideRange } from "../evidence/outside-fences.js"
import { predictionRule, type Policy } from "../options/policies.js"
import { respelledCategories } from "../evidence/respelled-categories.js"
import { sharesTest } from "../evidence/shares-test.js"
import { sampleColumn } from "../evidence/row-sample.js"
import { wordShift } from "../stats/word-shift.js"
import { untestedReason } from "../judge/untested.js"
import { emptyMeasurement } from "../model.js"
import { settle } from "./settle.js"
import { withinBounds } from "./within-bounds.js"

/** What measuring a column needs beside the column. */
export interface MeasureWork {
  reference: Dataset
  current: Dataset
  methods: ReadonlyMap<string, DriftMethod>
  policy: Policy
  options: CompareOptions
  /** Rows kept for what looks at several columns at once; null: none. */
  rows: RowSample | null
  /** How the reference is cut into periods; null: not at all. */
  cut: PeriodCut | null
  /** How rows are parted for the course of each column over time; null: not at all. */
  course: CourseCut | null
}

/**
 * Reads both sides of one column and takes every measurement its type allows. Trouble in the column becomes its `failure`.
 * What was read stays in memory until the caller releases it.
 */
export async function measureColumn(column: MatchedColumn, work: MeasureWork): Promise<MeasuredColumn> {
  const base = emptyColumn(column)
  try {
    return await measure(column, base, work)
  } catch (error) {
    if (error instanceof Unanswerable) return { ...base, untested: error.message }
    return { ...base, failure: error instanceof Error ? error.message : String(error) }
  }
}

async function measure(
  column: MatchedColumn,
  base: MeasuredColumn,
  { reference, current, methods, policy, options, rows, cut, course }: MeasureWork,
): Promise<MeasuredColumn> {
  const summaries = {
    reference: column.reference === null ? null : await reference.summary(column.name),
    current: column.current === null ? null : await current.summary(column.name),
  }
  const kind = commonKind(column.reference, column.current, !reference.typed || !current.typed)
  const present = [summaries.reference, summaries.current].filter((side) => side !== null)
  const distinct = await distinctTogether(column, present, reference, current)
  const own = options.perColumn.get(column.name)
  const { type, reason } = retyped(columnType(column, kind, present, distinct, options), kind, distinct, policy)
  const found = new ColumnEvidence(reference, current, column.name, type)
  const sides = { reference, current }
  const about = { column, type, sides, summaries, evidence: found }
  const evidence = await gatherCheckEvidence(about, rows, options.periodEnd ?? options.now)
  const byShares = type === "numeric" && kind === "number" && judgesByShares(column.name, distinct, policy, options)
  const judgedAs = byShares ? "categorical" : type
  const type_reason = byShares ? `${reason}, judged by their shares` : reason
  const typed = { ...base, ...summaries, type, type_reason, judgedAs, evidence }
  if (kind === null || column.reference === null || column.current === null)
    return { ...typed, untested: untestedReason(typed, column, kind, policy.tests, own) }
  const sampled = rows === null ? null : await sampleColumn(column.name, type, reference, current, rows)
  const known = { ...typed, sampled }

  const missing_test = missingTest(summaries.reference, summaries.current)
  let described: MeasuredColumn
  try {
    described = { ...known, missing_test, ...(await describe(type, kind, found, own?.private === true)) }
  } catch (error) {
    if (!(error instanceof Unanswerable)) throw error
    const reason = untestedReason(known, column, kind, policy.tests, own) ?? error.message
    return { ...known, missing_test, untested: reason }
  }
  if (course !== null)
    described.course = await columnCourse({ ...described, isNumeric: type === "numeric" }, sides, course)
  const untested = untestedReason(described, column, kind, policy.tests, own)
  if (untested === null && judgedAs === "numeric" && kind === "number") described.shares = await sharesTest(found)
  if (untested === null && cut !== null) described.periods = await periodsOf(column.name, judgedAs, sides, cut)
  if (untested !== null && !(profiled.has(type) && hasValues(described))) return { ...described, untested }
  const { name } = column
  const served = found.embeddings() === null ? withoutEmbeddings(methods) : methods
  const measuring = wanted(name, judgedAs, served, policy, options)
  const judging = byShares ? new ColumnEvidence(reference, current, name, judgedAs) : found
  if (judgedAs === "numeric" && untested === null) {
    const limit = (id: string, method: DriftMethod) => thresholdOf(id, method, name, judgedAs, options)
    await settle(described, found, { methods: measuring, thresholdOf: limit, policy, options })
  }
  return { ...described, ...(await takeMeasurements(name, judgedAs, judging, measuring, options)), untested }
}

/** Types whose measurements are taken and shown although no policy judges them. */
const profiled: ReadonlySet<ColumnType> = new Set(["datetime"])

function hasValues({ reference, current }: Summaries): boolean {
  return [reference, current].every((side) => side !== null && side.missing < side.rows)
}

/** The methods that decide about this column: its own, those of the run or of its type, or the policy's. */
export function judgingMethods(
  column: string,
  type: ColumnType,
  methods: ReadonlyMap<string, DriftMethod>,
  policy: Policy,
  { perColumn, perType, methods: asked }: CompareOptions,
): Map<string, DriftMethod> {
  const own = perColumn.get(column)?.method ?? perType.get(type)?.method
  const rules = policy.ladder.filter(({ types }) => types.includes(type)).flatMap((step) => step.rules)
  const ids = new Set(own !== undefined ? [own] : asked.length > 0 ? asked : rules.map(({ method }) => method))
  return new Map(Array.from(methods).filter(([id, { meta }]) => ids.has(id) && meta.columnTypes.includes(type)))
}

const withoutEmbeddings = (methods: ReadonlyMap<string, DriftMethod>): ReadonlyMap<string, DriftMethod> =>
  new Map(Array.from(methods).filter(([, { meta }]) => meta.needs !== "embeddings"))

/** The methods to be measured in this column: the usual ones that serve its type, and those that anybody asks for. */
function wanted(
  column: string,
  type: ColumnType,
  methods: ReadonlyMap<string, DriftMethod>,
  policy: Policy,
  options: CompareOptions,
): Map<string, DriftMethod> {
  const judging = policy.ladder.filter(({ types }) => types.includes(type)).flatMap(({ rules }) => rules)
  const named = new Set([
    ...options.measure,
    ...options.methods,
    options.perColumn.get(column)?.method,
    options.perType.get(type)?.method,
    ...judging.map(({ method }) => method),
  ])
  const all = options.measure.includes("all")
  return new Map(
    Array.from(methods).filter(
      ([id, { meta }]) => meta.columnTypes.includes(type) && (all || meta.usual === true || named.has(id)),
    ),
  )
}

/** What each of these methods says. A method that throws is reported in its measurement and as the failure. */
export async function takeMeasurements(
  column: string,
  type: ColumnType,
  evidence: ColumnEvidence,
  methods: ReadonlyMap<string, DriftMethod>,
  options: CompareOptions,
): Promise<{ measurements: Measurement[]; failure: string | null }> {
  const measurements: Measurement[] = []
  let failure: string | null = null
  for (const [id, method] of methods) {
    const threshold = thresholdOf(id, method, column, type, options)
    try {
      const measured = toMeasurement(id, method, threshold, await evidence.for(method))
      const outlines = type === "numeric" && method.bounds !== undefined ? await evidence.outlines() : null
      measurements.push(withinBounds(measured, method, outlines))
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      // A question that a dataset cannot answer (a profile holds no texts) is a reason, not a fault.
      if (!(error instanceof Unanswerable)) failure ??= `${method.meta.title}: ${message}`
      measurements.push({ ...emptyMeasurement(id, threshold), reason: message })
    }
  }
  return { measurements, failure }
}

/** The type as the policy sees it: some test identifiers, some take few-valued numbers for categories. */
function retyped(inferred: InferredType, kind: StorageKind | null, distinct: number, policy: Policy): InferredType {
  if (kind !== "number" || (inferred.type !== "numeric" && inferred.type !== "identifier")) return inferred
  if (policy.categoriesUpTo !== undefined && distinct <= policy.categoriesUpTo)
    return { type: "categorical", reason: `${inferred.reason}, which this policy takes for categories` }
  if (policy.tests === "everything" && inferred.type === "identifier")
    return { type: "numeric", reason: `${inferred.reason}, which this policy tests all the same` }
  return inferred
}

/** Whether the policy judges this column of numbers by the shares of its values; it has no say where a method was asked for. */
function judgesByShares(
  column: string,
  distinct: number,
  { sharesUpTo = 0 }: Policy,
  { perColumn, perType, methods }: CompareOptions,
): boolean {
  const own = perColumn.get(column)
  if (distinct > sharesUpTo) return false
  return (own?.method ?? perType.get("numeric")?.method ?? methods.at(0)) === undefined
}

/** The threshold a method is held to in this column: the column's own, its type's, the run's, or the method's default. */
function thresholdOf(
  id: string,
  method: DriftMethod,
  column: string,
  type: ColumnType,
  options: CompareOptions,
): number {
  for (const chosen of [options.perColumn.get(column), options.perType.get(type)])
    if (chosen?.method === id) return chosen.threshold ?? method.meta.threshold
  if (options.threshold !== null && options.methods.includes(id)) return options.threshold
  const isPrediction = options.roles.get(column) === "prediction" && id === predictionRule.method
  return isPrediction ? predictionRule.threshold : method.meta.threshold
}

function toMeasurement(
  id: string,
  method: DriftMethod,
  threshold: number,
  evidence: EvidenceByNeed[Need],
): Measurement {
  const result: MethodResult = method.measure(evidence)
  if (result.score === null) return { ...emptyMeasurement(id, threshold), reason: result.reason }
  const isTest = method.meta.kind === "test"
  if (!Number.isFinite(result.score)) throw new Error(`the score is ${result.score}`)
  return {
    method: id,
    drift_score: result.score,
    statistic: finiteOrNull(result.statistic),
    p_value: isTest ? result.score : null,
    threshold,
    drifted: isTest ? result.score < threshold : result.score >= threshold,
    noise_floor: finiteOrNull(method.noiseFloor?.(evidence)),
    reason: result.warnings?.join("; ") ?? null,
  }
}

function finiteOrNull(value: number | undefined): number | null {
  return value !== undefined && Number.isFinite(value) ? value : null
}

type Summaries = Pick<ColumnBase, "reference" | "current">

function columnType(
  column: MatchedColumn,
  kind: StorageKind | null,
  sides: readonly ColumnSummary[],
  distinct: number,
  options: CompareOptions,
): InferredType {
  const chosen = options.perColumn.get(column.name)?.type
  if (chosen !== undefined) return { type: chosen, reason: "set by the configuration" }
  if (column.role === "id" || column.role === "query")
    return { type: "identifier", reason: `named by --${column.role}` }
  return inferColumnType({
    name: column.name,
    kind: kind ?? (column.reference ?? column.current)?.kind ?? "null",
    numberLists: [column.reference, column.current].some((side) => side?.numberLists === true),
    dictionary: [column.reference, column.current].some((side) => side?.storageType.startsWith("dictionary<") === true),
    rowLabel: [column.reference, column.current].some((side) => side?.rowLabel === true),
    undecided: column.reference?.undecided ?? column.current?.undecided,
    integer: [column.reference, column.current].every((side) => side === null || side.integer || side.kind === "null"),
    sides,
    distinct,
  })
}

/** Different values of both sides together; with more than 1,000 texts or 20 numbers on a side, that side's number. */
async function distinctTogether(
  column: MatchedColumn,
  sides: readonly ColumnSummary[],
  reference: Dataset,
  current: Dataset,
): Promise<number> {
  const larger = Math.max(0, ...sides.map(({ distinct }) => distinct ?? 0))
  const kinds = [column.reference?.kind, column.current?.kind]
  const upTo = kinds.every((kind) => kind === "string") ? 1000 : kinds.every((kind) => kind === "number") ? 20 : 0
  if (upTo === 0 || larger > upTo) return larger
  try {
    const values = await Promise.all([reference.counts(column.name), current.counts(column.name)])
    return new Set(values.flatMap((counts) => Array.from(counts.keys()))).size
  } catch (error) {
    if (error instanceof Unanswerable) return larger // A profile that keeps no values of this column.
    throw error
  }
}

/** What charts and checks need to know beyond the summaries. */
async function describe(
  type: ColumnType,
  kind: StorageKind,
  evidence: ColumnEvidence,
  isPrivate: boolean,
): Promise<Partial<ColumnBase>> {
  if (type === "categorical" || type === "boolean") {
    const counts = await evidence.categoryCounts()
    return {
      distribution: categoryTable(counts),
      ...oneSidedCategories(counts),
      respelled_categories: respelledCategories(counts),
    }
  }
  if (type === "numeric" && kind === "number") {
    return {
      distribution: await histogram(evidence, false),
      outside_range: await outsideRange(evidence),
      outside_fences: await outsideFences(evidence),
    }
  }
  if (type === "datetime" && kind === "datetime") return { distribution: await histogram(evidence, true) }
  if (type === "text" && kind === "string") return { word_shift: isPrivate ? null : await wordsMoved(evidence) }
  return {}
}

/** Null where a side keeps no texts, or none is there. */
async function wordsMoved(evidence: ColumnEvidence): Promise<WordShift | null> {
  try {
    const { reference, current } = await evidence.texts()
    return reference.values.length === 0 || current.values.length === 0 ? null : wordShift(reference, current)
  } catch (error) {
    if (error instanceof Unanswerable) return null
    throw error
  }
}

/** A column of which nothing is known but its name, role and storage. */
export function emptyColumn(column: MatchedColumn): MeasuredColumn {
  return {
    name: column.name,
    type: "text",
    type_reason: "not read",
    judgedAs: "text",
    role: column.role,
    storage: { reference: column.reference?.storageType ?? null, current: column.current?.storageType ?? null },
    measurements: [],
    reference: null,
    current: null,
    new_categories: [],
    missing_categories: [],
    n_new_categories: 0,
    n_missing_categories: 0,
    outside_range: null,
    outside_fences: null,
    respelled_categories: [],
    missing_test: null,
    distribution: null,
    untested: null,
    failure: null,
    sampled: null,
    shares: null,
    evidence: noEvidence,
    periods: null,
  }
}
