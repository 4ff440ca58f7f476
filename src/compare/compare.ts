import { aDataset, aFunction, allOptions, aRegistry, requireArguments, someOptions } from "../arguments.js"
import { saysWhy } from "../errors.js"
import type { ColumnResult, Dataset, DriftFacts, MultivariateResult, Segmentation } from "../model.js"
import { count, plural } from "../words/format.js"
import { periodNotes } from "../words/period.js"
import type { Registry } from "../registry.js"
import { agree } from "../columns/agree.js"
import { saidOf } from "../options/said.js"
import { emptyComparison, noSchemaChange, type Comparison } from "./comparison.js"
import { datasetFacts, rowFactsOf, timeRangeOf } from "./dataset-facts.js"
import { nameSegments } from "./hide-private.js"
import { gatherKeys } from "./keys.js"
import { lateLabels } from "./late-labels.js"
import { courseFacts, cutCourse } from "../evidence/course-cut.js"
import { matchColumns, type MatchedColumn } from "../evidence/match-columns.js"
import { cutPeriods, type CutAnswer } from "../evidence/period-cut.js"
import { measureTogether } from "./multivariate.js"
import { measureInTurn, type ColumnWork, type MeasureAll, type Progress } from "./measure-all.js"
import { defaultOptions, type CompareOptions } from "../options/options.js"
import { timeWarnings } from "./time-warnings.js"
import { noiseWarnings } from "./noise-warnings.js"
import { lastOfReference } from "./reference-window.js"
import { orderWarnings } from "./order-warnings.js"
import { driftShareThreshold, policyOf } from "../options/policies.js"
import { chooseRows, sampledTable } from "../evidence/row-sample.js"
import { oneSided, schemaChange } from "./schema.js"
import { readWarnings } from "./read-warnings.js"
import { partInTurn, type PartAll, type PartWork } from "./part-columns.js"
import { compareSegments } from "./segments.js"
import { check, judge, measure, prepare, proxiesIn, reportParts, type Gathered, type Judged } from "./spine.js"
import { endedNotes } from "../judge/accepted.js"
import { sinceOf, withSince } from "../judge/since.js"
import { driftFacts, noVerdict, verdictOf } from "../judge/verdict.js"

export type { Comparison } from "./comparison.js"
export type { Progress } from "./measure-all.js"

const fewRows = 50

interface Sides {
  reference: Dataset
  current: Dataset
}

/** Who is told how far a comparison is, and who measures its columns. */
export interface Running {
  progress?: Progress | undefined
  /** One column after the other, in this thread, by default. */
  measureAll?: MeasureAll | undefined
  /** The same for columns in segments. */
  partAll?: PartAll | undefined
}

/**
 * The whole line between two opened datasets and a judged comparison. Columns are read one at a time and let go, by `measureAll`.
 * Too few rows or no shared column give a comparison without a verdict; wrong names in the options throw UsageError.
 */
export async function compareDatasets(
  reference: Dataset,
  current: Dataset,
  asked: CompareOptions,
  registry: Registry,
  running: Running = {},
): Promise<Comparison> {
  requireArguments("compareDatasets", {
    reference: [reference, aDataset],
    current: [current, aDataset],
    options: [asked, allOptions(defaultOptions)],
    registry: [registry, aRegistry],
    running: [running, someOptions],
  })
  const { progress = () => undefined, measureAll = measureInTurn, partAll = partInTurn } = running
  requireArguments("compareDatasets", {
    "running.progress": [progress, aFunction],
    "running.measureAll": [measureAll, aFunction],
    "running.partAll": [partAll, aFunction],
  })
  const { options, warnings } = prepare(asked, registry, namesOf(reference, current), [reference, current])
  const { sides: agreedSides, readings, notes } = await agreed({ reference, current }, options)
  const sides = await lastOfReference(agreedSides, options)
  const columns = matchColumns(sides.reference, sides.current, options)
  const problem = tooFewRows(sides.reference, current, options) ?? nothingShared(columns, reference, current)
  if (problem !== null) return withoutAnswer(problem, sides, columns, options)

  const gathered = await gather({ sides, readings, columns, options, registry, progress, measureAll })
  const judged = judge(gathered)
  const { ofData, ofContract } = await check(gathered, judged)
  const checks = [...ofData, ...ofContract]
  const { metrics, performance, llm, notes: unmeasured } = await measure(gathered, judged)
  if (options.multivariate) progress(columns.length, columns.length, "looking at all columns together")
  else if (options.segments.length > 0) progress(columns.length, columns.length, "looking at segments")
  const whole = await lookBeyondColumns({ ...sides, readings }, gathered, judged, registry, partAll)
  const labels = await lateLabels(gathered)

  const { results, shown } = judged
  const { schema } = gathered
  const { multivariate, segments } = whole
  const drift = driftFacts(results, {
    threshold: driftShareThreshold(options),
    policy: judgeName(options),
    weights: options.perColumn,
    most: options.maxDrifted,
    byPeriods: byPeriods(judged, options),
  })
  const since = sinceOf({ columns: results, checks, metrics }, options.earlier ?? [])
  const found = { drift, columns: results, checks, metrics, performance, schema, multivariate, segments, since }
  return {
    ...reportParts(gathered, judged, checks),
    reference: datasetFacts(sides.reference, gathered.rows.reference, timeRangeOf(shown, "reference")),
    ...withSince(verdictOf(found, options.failOn), since, options),
    drift,
    ...(judged.periods === null ? {} : { periods: judged.periods }),
    ...(gathered.course === null ? {} : { course: courseFacts(gathered.course) }),
    metrics,
    ...proxiesIn(metrics, options),
    ...(performance === null ? {} : { performance }),
    ...(llm === null ? {} : { llm }),
    ...labels.found,
    ...(options.segments.length > 0 ? { segments } : {}),
    multivariate,
    warnings: [
      ...readWarnings(sides.reference.warnings, sides.current.warnings),
      ...notes,
      ...labels.warnings,
      ...warnings,
      ...(gathered.note === null ? [] : [gathered.note]),
      ...(judged.periods === null ? [] : periodNotes(judged.periods)),
      ...smallSampleWarnings(sides),
      ...endedNotes(results, options),
      ...timeWarnings(results),
      ...noiseWarnings(results),
      ...orderWarnings(gathered.measured, results),
      ...unmeasured,
      ...whole.notes,
    ],
  }
}

/** The two datasets with their columns read as what the values of both are. */
async function agreed(stored: Sides, options: CompareOptions) {
  const names = matchColumns(stored.reference, stored.current, options).map(({ name }) => name)
  const { datasets, readings, notes } = await agree([stored.reference, stored.current], names, saidOf(options))
  return {
    sides: { reference: datasets[0], current: datasets[1] },
    readings: { reference: readings[0], current: readings[1] },
    notes,
  }
}

interface Work {
  readings: ColumnWork["readings"]
  progress: Progress
  measureAll: MeasureAll
  sides: Sides
  columns: readonly MatchedColumn[]
  options: CompareOptions
  registry: Registry
}

/** Reads everything that is judged: the columns first, then what concerns rows and lists of columns. */
async function gather({ sides, readings, columns, options, registry, progress, measureAll }: Work) {
  const { reference, current } = sides
  const choice = chooseRows(reference, current, columns)
  const policy = policyOf(options)
  const { cut, note } = holdsToPeriods(options) ? await cutPeriods(sides, options) : noCut
  const course = await cutCourse(sides, options)
  const work = {
    columns,
    ...sides,
    readings,
    methods: registry.methods,
    policy,
    options,
    rows: choice.rows,
    cut,
    course,
  }
  const measured = await measureAll(work, progress)
  progress(columns.length, columns.length, "comparing rows")
  const schema = await schemaChange(columns, reference, current, options)
  const rows = { reference: await rowFactsOf(reference), current: await rowFactsOf(current) }
  const sample = choice.rows === null ? null : sampledTable(measured, choice.rows)
  const keys = await gatherKeys(columns, measured, sides, sample, options)
  return { sides, options, registry, measured, rows, schema, sample, noSample: choice.reason, keys, cut, course, note }
}

/** Only the calibrated rule, and only where nothing else was asked to judge. */
const holdsToPeriods = ({ policy, methods, periods }: CompareOptions) =>
  policy === "calibrated" && methods.length === 0 && periods.on

const noCut: CutAnswer = { cut: null, note: null }

/** What decides over the data set where current is held to the reference's periods: a share, or a number, only where it is asked for. */
function byPeriods({ periods }: Judged, { driftShare, maxDrifted }: CompareOptions): DriftFacts["by_periods"] {
  if (periods === null || driftShare !== null || maxDrifted !== null) return undefined
  return { table: periods.table?.drift === true }
}

/** What is found beyond single columns. */
interface Whole {
  multivariate: MultivariateResult[]
  segments: Segmentation[]
  notes: string[]
}

/** Findings that need rows of both sides and the judged columns: drift of all columns together, then segment by segment. */
async function lookBeyondColumns(
  sides: Sides & Pick<PartWork, "readings">,
  { measured, options }: Pick<Gathered, "measured" | "options">,
  { results, hidden }: Judged,
  registry: Registry,
  partAll: PartAll,
): Promise<Whole> {
  const together = options.multivariate ? await allTogether(results, sides, registry) : noneTogether
  const policy = policyOf(options)
  const work = { measured, results, ...sides, methods: registry.methods, policy, options }
  const parts = await compareSegments(work, partAll)
  return {
    multivariate: together.multivariate,
    segments: nameSegments(parts.segments, hidden),
    notes: [...together.notes, ...parts.notes],
  }
}

const noneTogether: Pick<Whole, "multivariate" | "notes"> = { multivariate: [], notes: [] }

/** Drift over all columns together; a note where a side holds no rows to look at. */
async function allTogether(
  results: readonly ColumnResult[],
  { reference, current }: Sides,
  registry: Registry,
): Promise<typeof noneTogether> {
  try {
    return { multivariate: await measureTogether(results, reference, current, registry.multivariate), notes: [] }
  } catch (error) {
    if (!saysWhy(error)) throw error
    return { multivariate: [], notes: [`All columns together: ${error.message}`] }
  }
}

function namesOf(...sides: readonly Dataset[]): string[] {
  return sides.flatMap(({ columns }) => columns.map(({ name }) => name))
}

/** The policy that judged, or the methods that replaced it. */
function judgeName(options: CompareOptions): string {
  return options.methods.length > 0 ? options.methods.join(", ") : options.policy
}

function tooFewRows(reference: Dataset, current: Dataset, { minRows }: CompareOptions): string[] | null {
  const short = [["Reference", reference] as const, ["Current", current] as const].filter(
    ([, { rows }]) => rows < minRows,
  )
  if (short.length === 0) return null
  return [
    ...short.map(
      ([side, { rows }]) => `${side} has ${plural(rows, "row")}; at least ${count(minRows)} are needed for any test.`,
    ),
    "Nothing was compared. Check that the export finished, or lower min_rows.",
  ]
}

function nothingShared(columns: readonly MatchedColumn[], reference: Dataset, current: Dataset): string[] | null {
  if (columns.some((column) => column.reference !== null && column.current !== null)) return null
  if (
    columns.length === 0 &&
    reference.columns.some(({ name }) => current.columns.some((other) => other.name === name))
  )
    return ["No column is left to compare: --columns and --exclude leave none of the shared ones."]
  const first = (dataset: Dataset) => {
    const names = dataset.columns.slice(0, 5).map(({ name }) => name)
    return `${names.join(", ")}${dataset.columns.length > names.length ? ", …" : ""}`
  }
  return [
    "Reference and current share no column.",
    `Reference has ${first(reference)}; current has ${first(current)}. Case or a prefix may differ.`,
  ]
}

function withoutAnswer(
  reasons: string[],
  sides: Sides,
  columns: readonly MatchedColumn[],
  options: CompareOptions,
): Comparison {
  const { added, removed } = oneSided(columns, options.perColumn)
  return emptyComparison({
    reference: datasetFacts(sides.reference),
    current: datasetFacts(sides.current),
    verdict: noVerdict(reasons),
    drift: driftFacts([], { threshold: driftShareThreshold(options), policy: judgeName(options) }),
    schema: {
      ...noSchemaChange,
      added: added.map(({ name }) => name),
      removed: removed.map(({ name }) => name),
    },
    warnings: readWarnings(sides.reference.warnings, sides.current.warnings),
  })
}

function smallSampleWarnings({ reference, current }: Sides): string[] {
  return [["Reference", reference] as const, ["Current", current] as const]
    .filter(([, { rows }]) => rows < fewRows)
    .map(([side, { rows }]) => `${side} has only ${plural(rows, "row")}: all but large changes stay unseen.`)
}
