/** The steps that every kind of run shares: options resolved → (gather) → judge → checks, metrics → parts of the report. */
import type {
  CheckedKeys,
  CheckResult,
  ColumnResult,
  ColumnSummary,
  Correlations,
  CourseCut,
  Dataset,
  MeasuredColumn,
  MetricResult,
  PeriodCut,
  PeriodFacts,
  RowFacts,
  SampledTable,
  SchemaChange,
} from "../model.js"
import { markCritical, type CompareOptions } from "../options/options.js"
import { policyOf } from "../options/policies.js"
import { requireUnits } from "../options/require-units.js"
import { resolveColumns } from "../options/resolve-columns.js"
import { markAccepted, softened } from "../judge/accepted.js"
import { judgeColumns } from "../judge/judge.js"
import { holdWatched } from "../judge/watched.js"
import { holdToPeriods } from "../judge/periods.js"
import { whatChanged } from "../judge/what-changed.js"
import { proxyFacts, proxyLinks, timedFigures } from "../judge/proxies.js"
import { runChecks } from "../judge/run-checks.js"
import type { Registry } from "../registry.js"
import { checkInput, noTable, tableFacts } from "./check-input.js"
import type { Comparison } from "./comparison.js"
import { contractTitles, runContract } from "./contract.js"
import { measureCorrelations } from "./correlations.js"
import { datasetFacts, timeRangeOf } from "./dataset-facts.js"
import { measureMetrics, type MeasuredMetrics } from "./measure-metrics.js"
import { findRoles } from "../options/find-roles.js"
import { hideFigures, nameValues, privateColumns, withPrivateTexts } from "./hide-private.js"

/** Everything read from the datasets, before anything is judged. */
export interface Gathered {
  /** `reference`: null where there is none to compare with. */
  sides: { reference: Dataset | null; current: Dataset }
  options: CompareOptions
  registry: Pick<Registry, "methods" | "checks" | "metrics">
  measured: MeasuredColumn[]
  /** Null where a column could not be read. */
  rows: { reference: RowFacts | null; current: RowFacts | null }
  schema: SchemaChange
  /** Values of the same rows in several columns; null without. */
  sample: SampledTable | null
  /** Why there is no sample. */
  noSample: string | null
  keys: CheckedKeys
  /** How the reference was cut into periods; null: current is not held to them. */
  cut: PeriodCut | null
  /** How the columns are followed over time within current; null: not at all. */
  course: CourseCut | null
}

/** The columns with their verdicts. */
export interface Judged {
  /** With every value and figure. */
  results: ColumnResult[]
  /** Names of columns whose values must not leave the run. */
  hidden: ReadonlySet<string>
  /** Values of hidden columns replaced by names. */
  named: ColumnResult[]
  /** As the report shows them: figures of hidden columns left out as well. */
  shown: ColumnResult[]
  correlations: Correlations
  periods: PeriodFacts | null
}

/**
 * The options with patterns replaced by the columns they match, and the texts of traces marked as private. `names`: those that may be
 * used. Throws UsageError for others.
 */
export function prepare(
  asked: CompareOptions,
  registry: Registry,
  names: readonly string[],
  sides: readonly Dataset[],
): ReturnType<typeof resolveColumns> {
  policyOf(asked)
  requireUnits(asked, registry)
  const { options, warnings } = resolveColumns(asked, names)
  return { options: withPrivateTexts(options, sides), warnings }
}

export function judge({ measured, options, registry, schema, sample, noSample, cut }: Gathered): Judged {
  const byRule = markAccepted(
    markCritical(judgeColumns(measured, policyOf(options), registry.methods, options), options),
    options,
  )
  const held = holdToPeriods(byRule, measured, cut, options)
  const { periods } = held
  const results = holdWatched(held.results, options)
  const hidden = privateColumns(options, schema)
  const named = nameValues(results, hidden)
  return {
    results,
    hidden,
    named,
    shown: hideFigures(named, hidden).map((column) => ({ ...column, what_changed: whatChanged(column) })),
    correlations: measureCorrelations(results, sample, noSample),
    periods,
  }
}

/** What the checks of the data find, and what the contract in the options asks for. */
export async function check(
  gathered: Gathered,
  { results, hidden, named, correlations }: Judged,
): Promise<{ ofData: CheckResult[]; ofContract: CheckResult[] }> {
  const { sides, options, registry, rows, schema, sample, keys } = gathered
  const input = checkInput(
    {
      reference: sides.reference === null ? noTable : tableFacts(sides.reference, rows.reference),
      current: tableFacts(sides.current, rows.current),
      columns: named,
      schema,
      sample,
      correlations,
      keys,
      private: hidden,
    },
    gathered.measured,
    options,
    gathered.cut,
  )
  return {
    ofData: softened(runChecks(registry.checks, input, options), options),
    ofContract: softened(await runContract(options, { ...sides, summaries: summariesOf(results) }), options),
  }
}

/** The figures with their intervals and limits, of both sides. */
export function measure(
  { sides, options, registry, sample, noSample }: Gathered,
  { hidden, results }: Judged,
): Promise<MeasuredMetrics> {
  const inputs = { columns: results, sample, noSample }
  return measureMetrics({ ...sides, metrics: registry.metrics, options, hidden, inputs })
}

/** What the proxies of the configuration say, by these figures and the runs before. */
export function proxiesIn(metrics: readonly MetricResult[], options: CompareOptions): Pick<Comparison, "proxies"> {
  const facts = proxyFacts(proxyLinks(options.proxies, timedFigures(options.earlier ?? [])), metrics)
  return facts === null ? {} : { proxies: facts }
}

/** Current's columns in figures, by name. */
function summariesOf(columns: readonly ColumnResult[]): Map<string, ColumnSummary> {
  return new Map(columns.flatMap(({ name, current }) => (current === null ? [] : [[name, current]])))
}

/** The parts of the report that follow from these steps alone. `reference` is left to runs that have one. */
export function reportParts(
  { sides, rows, schema, registry, options }: Gathered,
  { results, shown, correlations }: Judged,
  checks: CheckResult[],
): Pick<
  Comparison,
  "roles" | "current" | "columns" | "schema" | "checks" | "correlations" | "methods" | "check_titles"
> {
  return {
    roles: findRoles(sides.current.columns, options.roles),
    current: datasetFacts(sides.current, rows.current, timeRangeOf(shown, "current")),
    columns: shown,
    schema,
    checks,
    correlations,
    methods: methodTitles(registry.methods, results),
    check_titles: checkTitles(registry.checks, checks),
  }
}

/** Titles of the methods that occur, in the registry's order. */
function methodTitles(methods: Registry["methods"], columns: readonly ColumnResult[]): Comparison["methods"] {
  const measured = new Set(columns.flatMap(({ measurements }) => measurements.map(({ method }) => method)))
  return Array.from(methods)
    .filter(([id]) => measured.has(id))
    .map(([id, { meta }]) => ({ id, title: meta.title, short_title: meta.shortTitle, kind: meta.kind }))
}

/** Titles of the checks that occur, in the registry's order; those of a contract last. */
function checkTitles(known: Registry["checks"], checks: readonly CheckResult[]): Comparison["check_titles"] {
  const checked = new Set(checks.map(({ id }) => id))
  return [
    ...Array.from(known)
      .filter(([id]) => checked.has(id))
      .map(([id, { meta }]) => ({ id, title: meta.title, fail_title: meta.failTitle, unit: meta.unit })),
    ...contractTitles.filter(({ id }) => checked.has(id)),
  ]
}
