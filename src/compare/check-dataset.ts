import { aDataset, aFunction, allOptions, aRegistry, aTextOrNull, requireArguments } from "../arguments.js"
import { UsageError } from "../errors.js"
import type {
  CheckResult,
  ColumnBase,
  ColumnInfo,
  Dataset,
  DatasetFacts,
  Verdict,
  MeasuredColumn,
  MetricResult,
} from "../model.js"
import { checksAlone, type Registry } from "../registry.js"
import { failingCauses, type Findings } from "../judge/causes.js"
import { performanceGap } from "../judge/performance-gap.js"
import { worseModel, worseSentence } from "../judge/worse-model.js"
import { count, plural } from "../words/format.js"
import { agree } from "../columns/agree.js"
import { saidOf } from "../options/said.js"
import { emptyComparison, noSchemaChange, type Comparison } from "./comparison.js"
import { timeWarnings } from "./time-warnings.js"
import { hasContract } from "./contract.js"
import { datasetFacts, noFacts, rowFactsOf } from "./dataset-facts.js"
import { categoryTable, histogram } from "../evidence/distribution.js"
import { alignCounts, answersFrom, ColumnEvidence } from "../evidence/evidence.js"
import { matchColumns } from "../evidence/match-columns.js"
import { lateLabels } from "./late-labels.js"
import { measureColumn } from "./measure.js"
import type { Progress } from "./measure-all.js"
import { defaultOptions, type CheckLimits, type CompareOptions } from "../options/options.js"
import { holdsTraces } from "../options/find-roles.js"
import { isPattern } from "../options/name-patterns.js"
import { driftShareThreshold, policyOf } from "../options/policies.js"
import { check, judge, measure, prepare, proxiesIn, reportParts, type Gathered } from "./spine.js"
import { sinceOf, withSince } from "../judge/since.js"
import { failedInWords } from "../words/failed-checks.js"
import { brokenParts, driftFacts, failedStatus, judged as answered, noVerdict } from "../judge/verdict.js"

/** What the label of `reference` says in a report without one. */
export const contractLabel = "contract"

/**
 * One table held against the contract in the options: rules, what single columns must be, and the checks that need no
 * reference. Throws UsageError where the options ask for nothing. A table without rows gets no verdict.
 */
export async function checkDataset(
  stored: Dataset,
  asked: CompareOptions,
  registry: Registry,
  origin: string | null,
  progress: Progress = () => undefined,
): Promise<Comparison> {
  requireArguments("checkDataset", {
    dataset: [stored, aDataset],
    options: [asked, allOptions(defaultOptions)],
    registry: [registry, aRegistry],
    origin: [origin, aTextOrNull],
    progress: [progress, aFunction],
  })
  // Traces are held to the limits that their metrics have by themselves.
  if (!hasContract(asked) && !holdsTraces(stored.columns)) throw noContract(origin)
  const { options, warnings } = prepare(asked, registry, expectedNames(stored, asked), [stored])
  const reference = contractFacts(origin)
  const drift = driftFacts([], { threshold: driftShareThreshold(options), policy: options.policy })
  const names = matchColumns(stored, stored, options).map(({ name }) => name)
  const { datasets, notes } = await agree([stored], names, { ...saidOf(options), strict: false })
  const [dataset] = datasets
  if (dataset.rows === 0) {
    const verdict = noVerdict(["The file has no rows: nothing could be checked."])
    return emptyComparison({
      reference,
      current: datasetFacts(dataset),
      verdict,
      drift,
      warnings: [...dataset.warnings],
    })
  }

  const gathered = await gatherAlone(dataset, options, registry, progress)
  const judged = judge(gathered)
  const { ofData, ofContract } = await check(gathered, judged)
  const checks = [...ofContract, ...ofData]
  const { metrics, performance, llm, notes: unmeasured } = await measure(gathered, judged)
  const labels = await lateLabels(gathered)
  const since = sinceOf({ columns: judged.results, checks, metrics }, options.earlier ?? [])
  const found = {
    drift,
    columns: judged.results,
    checks,
    metrics,
    performance,
    schema: noSchemaChange,
    multivariate: [],
    since,
  }
  return {
    ...reportParts(gathered, judged, checks),
    reference,
    ...withSince(contractVerdict(found, ofContract, options.failOn), since, options),
    drift,
    metrics,
    ...proxiesIn(metrics, options),
    ...(performance === null ? {} : { performance }),
    ...(llm === null ? {} : { llm }),
    ...labels.found,
    multivariate: [],
    warnings: [
      ...dataset.warnings,
      ...notes,
      ...labels.warnings,
      ...warnings,
      ...timeWarnings(judged.results),
      ...unmeasured,
      ...absentNames(dataset, options),
    ],
  }
}

/** Reads the columns one after the other, then the rows. */
async function gatherAlone(
  dataset: Dataset,
  options: CompareOptions,
  registry: Registry,
  progress: Progress,
): Promise<Gathered> {
  const alone = checksAlone(registry.checks)
  const matched = matchColumns(dataset, dataset, options).map((column) => ({ ...column, reference: null }))
  const measured: MeasuredColumn[] = []
  dataset.planColumns?.(matched.flatMap(({ name, current }) => (current === null ? [] : [name])))
  for (const [i, { name, role, current }] of matched.entries()) {
    progress(i, matched.length, name)
    if (current !== null) measured.push(await describeAlone({ name, role, current }, dataset, registry, options))
  }
  return {
    sides: { reference: null, current: dataset },
    options: {
      ...options,
      perCheck: checksOfTable(new Map(Array.from(options.perCheck).filter(([id]) => alone.has(id))), dataset),
    },
    registry: { ...registry, checks: alone },
    measured,
    rows: { reference: null, current: await rowFactsOf(dataset) },
    schema: noSchemaChange,
    cut: null,
    course: null,
    sample: null,
    noSample: null,
    keys: { keys: [], reason: "There is no reference." },
  }
}

/** Columns that are derived of traces: that no answer refuses, or all are in one language, is no fault. */
const derivedOfTraces = ["refusal", "fact_mismatch", "safety_flag", "prompt_language", "response_language"]

/** What was set for the checks; in traces what is derived of them may be constant unless the user says otherwise. */
function checksOfTable(perCheck: CompareOptions["perCheck"], { columns }: Dataset): CompareOptions["perCheck"] {
  if (!holdsTraces(columns)) return perCheck
  const own = perCheck.get("constant-column")
  const off = derivedOfTraces.map((name) => [name, { severity: "off" }] as const)
  return new Map([
    ...perCheck,
    ["constant-column", { ...own, perColumn: new Map<string, CheckLimits>([...off, ...(own?.perColumn ?? [])]) }],
  ])
}

function noContract(origin: string | null): UsageError {
  return new UsageError(
    origin === null ? "there is no configuration with a contract to check" : `${origin} holds no contract to check`,
    {
      hint: "`driftcheck init <file>` writes one; or state `rules:` and, under `columns:`, required, min, max, values, pattern, unique or max_missing",
    },
  )
}

/** Names that the options may use: the file's, and those that the contract itself names. */
function expectedNames(dataset: Dataset, { perColumn, roles, key, segments }: CompareOptions): string[] {
  const named = [...perColumn.keys()].filter((text) => !isPattern(text))
  return [
    ...dataset.columns.map(({ name }) => name),
    ...named,
    ...roles.keys(),
    ...key,
    ...segments.map(({ column }) => column),
  ]
}

/** A word on columns that the configuration describes and the file lacks, unless it says that they must or need not be there. */
function absentNames(dataset: Dataset, { perColumn }: CompareOptions): string[] {
  const there = new Set(dataset.columns.map(({ name }) => name))
  return Array.from(perColumn).flatMap(([name, { required, onlyIn }]) =>
    there.has(name) || required === true || onlyIn === "reference"
      ? []
      : [
          `The configuration describes the column ${JSON.stringify(name)}, which the file lacks and which is not required.`,
        ],
  )
}

/** The column's type, figures and distribution; it is not compared with anything. */
async function describeAlone(
  { name, role, current }: Pick<ColumnBase, "name" | "role"> & { current: ColumnInfo },
  dataset: Dataset,
  { methods }: Registry,
  options: CompareOptions,
): Promise<MeasuredColumn> {
  // Released after both questions, so that the column is read once.
  try {
    const column = { name, role, reference: null, current }
    const measured = await measureColumn(column, {
      reference: dataset,
      current: dataset,
      methods,
      policy: policyOf(options),
      options,
      rows: null,
      cut: null,
      course: null,
    })
    if (measured.failure !== null) return measured
    const distribution = await distributionAlone(measured, current.kind, dataset)
    return { ...measured, distribution, untested: "Not compared: there is no reference." }
  } finally {
    dataset.release(name)
  }
}

async function distributionAlone(
  { name, type }: MeasuredColumn,
  kind: ColumnInfo["kind"],
  dataset: Dataset,
): Promise<ColumnBase["distribution"]> {
  if (type === "categorical" || type === "boolean") {
    const table = categoryTable(alignCounts(new Map(), await dataset.counts(name)))
    // Every category is new to a reference that is empty.
    return { ...table, rows: table.rows.map((row) => ({ ...row, state: "both" as const })), new_rows: 0, new_values: 0 }
  }
  const time = type === "datetime" && kind === "datetime"
  if (!time && (type !== "numeric" || kind !== "number")) return null
  return histogram(new ColumnEvidence(answersFrom(new Float64Array(0)), dataset, name, type), time)
}

export const contractFacts = (origin: string | null): DatasetFacts => noFacts(contractLabel, origin ?? "")

/** Whether the contract is kept. What could not be computed outranks what is broken. */
function contractVerdict(found: Findings, contract: readonly CheckResult[], failOn: Iterable<string>): Verdict {
  const failed = found.checks.filter(({ status }) => status === "fail")
  const metrics = (found.metrics ?? []).filter(hasLimit)
  const isAsked = contract.some(({ status }) => status !== "not_applicable")
  const reasons = [
    ...(isAsked || metrics.length === 0 ? [contractSentence(contract)] : []),
    ...(metrics.length > 0 ? [limitsSentence(metrics)] : []),
  ]
  const others = failed.filter((check) => !contract.includes(check))
  if (others.length > 0)
    reasons.push(`${plural(others.length, "data quality check")} failed: ${failedInWords(others)}.`)
  const figures = found.metrics ?? []
  const worse = worseModel(figures, found.performance?.leading)
  if (worse !== null) reasons.push(worseSentence(worse))
  const asked = Array.from(failOn).includes("performance")
  const gap = performanceGap(figures, asked)
  const causes = failingCauses(found, failOn)
  if (gap !== null && asked) return noVerdict([gap, ...reasons], causes)
  const performs = figures.filter(({ layer }) => layer === "performance").length
  if (!isAsked && metrics.length === 0) {
    if (performs === 0) return noVerdict(reasons, causes)
    reasons[0] = gap ?? `${plural(performs, "figure")} of performance, none held to a limit or a baseline.`
  } else if (gap !== null) reasons.push(gap)
  const broken = brokenParts(found)
  if (broken.length > 0) return noVerdict([...broken, ...reasons], causes)
  return answered(failedStatus(failed.length, failing(metrics), causes) ?? "no_drift", reasons, found, causes)
}

const hasLimit = ({ status }: MetricResult) => status === "pass" || status === "warn" || status === "fail"

const failing = (metrics: readonly MetricResult[]) => metrics.filter(({ status }) => status === "fail").length

/** "2 of 5 metrics with a limit failed." */
function limitsSentence(metrics: readonly MetricResult[]): string {
  const failed = failing(metrics)
  const all = plural(metrics.length, "metric with a limit", "metrics with a limit")
  return failed > 0 ? `${count(failed)} of ${all} failed.` : `None of ${all} failed.`
}

/** "2 of 12 rules and limits are broken." */
function contractSentence(contract: readonly CheckResult[]): string {
  const asked = contract.filter(({ status }) => status !== "not_applicable")
  const broken = asked.filter(({ status }) => status === "fail").length
  const warned = asked.filter(({ status }) => status === "warn").length
  const all = plural(asked.length, "rule or limit", "rules and limits")
  const also = warned > 0 ? ` ${count(warned)} broken ${warned === 1 ? "one is" : "ones are"} only a warning.` : ""
  if (broken > 0)
    return `${count(broken)} of ${all} ${broken === 1 ? "is" : "are"} broken: ${failedInWords(contract)}.${also}`
  if (asked.length === 0) return "No rule or limit could be asked of this file."
  return warned > 0
    ? `None of ${all} fails.${also}`
    : asked.length === 1
      ? "The one rule or limit holds."
      : `All ${all} hold.`
}
