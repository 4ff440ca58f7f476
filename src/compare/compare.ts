import { saysWhy, UsageError } from "../errors.js"
import type { ColumnResult, ColumnSummary, Dataset, DatasetFacts, Report, RowFacts, SchemaChange } from "../model.js"
import { count, plural } from "../words/format.js"
import type { Registry } from "../registry.js"
import { checkInput, tableFacts } from "./check-input.js"
import { contractTitles, runContract } from "./contract.js"
import { measureCorrelations, noCorrelations } from "./correlations.js"
import { hideFigures, nameSegments, nameValues, privateColumns } from "./hide-private.js"
import { gatherKeys } from "./keys.js"
import { judgeColumns } from "../judge/judge.js"
import { matchColumns, type MatchedColumn } from "../evidence/match-columns.js"
import { measureTogether } from "./multivariate.js"
import { measureInTurn, type MeasureAll, type Progress } from "./measure-all.js"
import { markCritical, type CompareOptions } from "../options/options.js"
import { noiseWarnings } from "./noise-warnings.js"
import { outlierWarnings } from "./outlier-warnings.js"
import { policies, type Policy } from "../options/policies.js"
import { requireUnits } from "../options/require-units.js"
import { resolveColumns } from "../options/resolve-columns.js"
import { chooseRows, sampledTable } from "../evidence/row-sample.js"
import { runChecks } from "../judge/run-checks.js"
import { oneSided, schemaChange } from "./schema.js"
import { compareSegments } from "./segments.js"
import { didYouMean } from "../words/suggest.js"
import { driftFacts, noVerdict, verdictOf } from "../judge/verdict.js"

/** What a comparison found: the report without how the run was made. */
export type Comparison = Pick<
  Report,
  | "reference"
  | "current"
  | "verdict"
  | "drift"
  | "columns"
  | "schema"
  | "segments"
  | "checks"
  | "multivariate"
  | "correlations"
  | "methods"
  | "check_titles"
  | "warnings"
>

export type { Progress } from "./measure-all.js"

const fewRows = 50

/**
 * The whole line between two opened datasets and a judged comparison. Columns are read one at a time and let go, by `measureAll`.
 * Too few rows or no shared column give a comparison without a verdict; wrong names in the options throw UsageError.
 */
export async function compareDatasets(
  reference: Dataset,
  current: Dataset,
  asked: CompareOptions,
  registry: Registry,
  progress: Progress = () => undefined,
  measureAll: MeasureAll = measureInTurn,
): Promise<Comparison> {
  const policy = policyOf(asked)
  requireUnits(asked, registry)
  const { options, warnings } = resolveColumns(asked, namesOf(reference, current))
  const columns = matchColumns(reference, current, options)
  const problem = tooFewRows(reference, current, options) ?? nothingShared(columns, reference, current)
  if (problem !== null) return withoutAnswer(problem, { reference, current }, columns, options)

  const choice = chooseRows(reference, current, columns)
  const { methods } = registry
  const measured = await measureAll(
    { columns, reference, current, methods, policy, options, rows: choice.rows },
    progress,
  )
  progress(columns.length, columns.length, "comparing rows")
  const schema = await schemaChange(columns, reference, current, options)
  const rows = { reference: await rowFacts(reference), current: await rowFacts(current) }
  const results = markCritical(judgeColumns(measured, policy, registry.methods, options), options)
  const sample = choice.rows === null ? null : sampledTable(measured, choice.rows)
  const correlations = measureCorrelations(results, sample, choice.reason)
  const keys = await gatherKeys(columns, measured, { reference, current }, sample, options)
  const hidden = privateColumns(options, schema)
  const named = nameValues(results, hidden)
  const shown = hideFigures(named, hidden)
  const input = checkInput(
    {
      reference: tableFacts(reference, rows.reference),
      current: tableFacts(current, rows.current),
      ...{ columns: named, schema, sample, correlations, keys, private: hidden },
    },
    measured,
    options,
  )
  const checks = [
    ...runChecks(registry.checks, input, options),
    ...(await runContract(options, { reference, current, summaries: summariesOf(results) })),
  ]
  if (options.multivariate) progress(columns.length, columns.length, "looking at all columns together")
  const { multivariate, note } = await allTogether(results, reference, current, registry, options)
  const parts = await compareSegments({ measured, results, reference, current, methods, policy, options })
  const segments = nameSegments(parts.segments, hidden)
  const drift = driftFacts(results, driftShareThreshold(options), policyName(options), options.perColumn)
  return {
    reference: datasetFacts(reference, rows.reference, timeRange(shown, "reference")),
    current: datasetFacts(current, rows.current, timeRange(shown, "current")),
    verdict: verdictOf({ drift, columns: results, checks, schema, multivariate, segments }, options.failOn),
    drift,
    columns: shown,
    schema,
    ...(options.segments.length > 0 ? { segments } : {}),
    checks,
    multivariate,
    correlations,
    ...titles(registry, results, checks),
    warnings: [
      ...readWarnings(reference, current),
      ...warnings,
      ...smallSampleWarnings(reference, current),
      ...noiseWarnings(results),
      ...outlierWarnings(results),
      ...note,
      ...parts.notes,
    ],
  }
}

function namesOf(...sides: readonly Dataset[]): string[] {
  return sides.flatMap(({ columns }) => columns.map(({ name }) => name))
}

/** Drift over all columns together where it was asked for; a note where a side holds no rows to look at. */
async function allTogether(
  results: Comparison["columns"],
  reference: Dataset,
  current: Dataset,
  registry: Registry,
  options: CompareOptions,
): Promise<{ multivariate: Comparison["multivariate"]; note: string[] }> {
  if (!options.multivariate) return { multivariate: [], note: [] }
  try {
    return { multivariate: await measureTogether(results, reference, current, registry.multivariate), note: [] }
  } catch (error) {
    if (!saysWhy(error)) throw error
    return { multivariate: [], note: [`All columns together: ${error.message}`] }
  }
}

/** Current's columns in figures, by name. */
export function summariesOf(columns: readonly ColumnResult[]): Map<string, ColumnSummary> {
  return new Map(columns.flatMap(({ name, current }) => (current === null ? [] : [[name, current]])))
}

/** Facts about rows, or null when a column could not be read; that column says so itself. */
export async function rowFacts(dataset: Dataset): Promise<RowFacts | null> {
  try {
    return await dataset.rowFacts()
  } catch (error) {
    if (saysWhy(error)) return null
    throw error
  }
}

/** The policy that the options name; throws UsageError for none. */
export function policyOf(options: CompareOptions): Policy {
  const policy = Object.hasOwn(policies, options.policy) ? policies[options.policy] : undefined
  if (policy !== undefined) return policy
  const ids = Object.keys(policies)
  throw new UsageError(`unknown policy ${JSON.stringify(options.policy)}`, {
    hint: didYouMean(options.policy, ids, `policies: ${ids.join(", ")}`),
  })
}

/** The share of drifted columns from which on the data set drifts: as asked for, or the policy's. */
export function driftShareThreshold(options: CompareOptions): number {
  return options.driftShare ?? policyOf(options).driftShare
}

function policyName(options: CompareOptions): string {
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
  sides: { reference: Dataset; current: Dataset },
  columns: readonly MatchedColumn[],
  options: CompareOptions,
): Comparison {
  const { added, removed } = oneSided(columns, options.perColumn)
  const schema: SchemaChange = {
    added: added.map(({ name }) => name),
    removed: removed.map(({ name }) => name),
    type_changed: [],
    renamed: [],
  }
  return {
    reference: datasetFacts(sides.reference, null, null),
    current: datasetFacts(sides.current, null, null),
    verdict: noVerdict(reasons),
    drift: driftFacts([], driftShareThreshold(options), policyName(options)),
    columns: [],
    schema,
    checks: [],
    multivariate: [],
    correlations: noCorrelations,
    methods: [],
    check_titles: [],
    warnings: readWarnings(sides.reference, sides.current),
  }
}

export function datasetFacts(dataset: Dataset, rows: RowFacts | null, range: [string, string] | null): DatasetFacts {
  return {
    label: dataset.label,
    path: dataset.path,
    rows: dataset.rows,
    columns: dataset.columns.length,
    missing_cells: rows?.missing_cells ?? null,
    rows_with_missing: rows?.rows_with_missing ?? null,
    duplicate_rows: rows?.duplicate_rows ?? null,
    bytes: null,
    sha256: null,
    time_range: range,
  }
}

export function timeRange(columns: readonly ColumnResult[], side: "reference" | "current"): [string, string] | null {
  const summary = columns.find(({ role }) => role === "timestamp")?.[side]
  return typeof summary?.min === "string" && typeof summary.max === "string" ? [summary.min, summary.max] : null
}

/** Titles of what occurs in this comparison, in the registry's order. */
export function titles(
  registry: Pick<Registry, "methods" | "checks">,
  columns: Comparison["columns"],
  checks: Comparison["checks"],
): Pick<Comparison, "methods" | "check_titles"> {
  const measured = new Set(columns.flatMap(({ measurements }) => measurements.map(({ method }) => method)))
  const checked = new Set(checks.map(({ id }) => id))
  return {
    methods: Array.from(registry.methods)
      .filter(([id]) => measured.has(id))
      .map(([id, { meta }]) => ({ id, title: meta.title, short_title: meta.shortTitle, kind: meta.kind })),
    check_titles: [
      ...Array.from(registry.checks)
        .filter(([id]) => checked.has(id))
        .map(([id, { meta }]) => ({ id, title: meta.title, fail_title: meta.failTitle, unit: meta.unit })),
      ...contractTitles.filter(({ id }) => checked.has(id)),
    ],
  }
}

function readWarnings(reference: Dataset, current: Dataset): string[] {
  return [
    ...reference.warnings.map((warning) => `Reference: ${warning}`),
    ...current.warnings.map((warning) => `Current: ${warning}`),
  ]
}

function smallSampleWarnings(reference: Dataset, current: Dataset): string[] {
  return [["Reference", reference] as const, ["Current", current] as const]
    .filter(([, { rows }]) => rows < fewRows)
    .map(([side, { rows }]) => `${side} has only ${plural(rows, "row")}: all but large changes stay unseen.`)
}
