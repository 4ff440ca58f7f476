/** What fails a run: each cause that --fail-on can name, whether it holds, and which columns and checks are to blame. */
import type { Cause, CheckResult, ColumnResult, MetricResult, PerformanceReport, Report, Since } from "../model.js"
import { isDrifted } from "../words/accepted.js"
import { cutMiddle } from "../words/escape.js"
import { performanceFindings, type PerformanceFinding } from "./performance-findings.js"
import { predictionRule } from "../options/policies.js"
import { number, plural } from "../words/format.js"
import { schemaCounts } from "./schema-changes.js"
import { sinceOf } from "./since.js"
import { newSentence } from "../words/since.js"

/** What a comparison found, as far as a cause looks at it. */
export interface Findings extends Pick<Report, "drift" | "schema"> {
  columns: readonly ColumnResult[]
  checks: readonly CheckResult[]
  multivariate: Readonly<Report["multivariate"]>
  segments?: Readonly<NonNullable<Report["segments"]>>
  metrics?: readonly MetricResult[]
  performance?: Pick<PerformanceReport, "leading" | "shift" | "chunks"> | null
  /** Without it there are no runs before, and everything is new. */
  since?: Since
}

type Found = Omit<Cause, "id"> | null

const longestName = 60

const nothing: Pick<Cause, "sentence" | "columns" | "checks" | "metrics"> = {
  sentence: null,
  columns: [],
  checks: [],
  metrics: [],
}

const causes: Record<string, (found: Findings) => Found> = {
  drift: ({ drift, columns }) =>
    drift.dataset_drift ? { ...nothing, status: "drift", columns: namesOf(drifted(columns)) } : null,
  checks: ({ checks }) => whenAny(checks, ["fail"]),
  metrics: ({ metrics = [] }) => whenAnyMetric(metrics, ["fail"]),
  warnings: ({ checks, metrics = [] }) => {
    const found = [whenAny(checks, ["warn", "fail"]), whenAnyMetric(metrics, ["warn", "fail"])].filter(
      (each) => each !== null,
    )
    if (found.length === 0) return null
    const warned = [
      { n: checks.filter(({ status }) => status === "warn").length, what: "data quality check" },
      { n: metrics.filter(({ status }) => status === "warn").length, what: "metric" },
    ].filter(({ n }) => n > 0)
    return {
      ...nothing,
      status: found[0].status,
      sentence: warned.length === 0 ? null : `${warned.map(({ n, what }) => plural(n, what)).join(" and ")} warned.`,
      checks: found.flatMap((each) => each.checks),
      metrics: found.flatMap((each) => each.metrics),
    }
  },
  schema: (found) => {
    const counts = schemaCounts(found)
    return counts === "" ? null : { ...nothing, status: "checks_failed", sentence: `The schema changed: ${counts}.` }
  },
  multivariate: ({ multivariate }) =>
    multivariate.some(({ status }) => status === "drift") ? { ...nothing, status: "drift" } : null,
  segments: ({ segments = [] }) => {
    const drifted = segments.flatMap((group) =>
      group.segments.filter((segment) => segment.drifted_columns > 0).map(({ value }) => ({ by: group.column, value })),
    )
    if (drifted.length === 0) return null
    const first = drifted
      .slice(0, 3)
      .map(
        ({ by, value }) =>
          `${cutMiddle(by, longestName)} ${value === null ? "missing" : `"${cutMiddle(value, longestName)}"`}`,
      )
    const named = `${first.join(", ")}${drifted.length > first.length ? ", …" : ""}`
    return { ...nothing, status: "drift", sentence: `${plural(drifted.length, "segment")} drifted: ${named}.` }
  },
  prediction: ({ columns }) => {
    const predictions = columns.filter(({ role }) => role === "prediction")
    return whenDrifted(predictions, "prediction", () => true) ?? whenMoved(predictions)
  },
  target: ({ columns }) => whenDrifted(columns, "target", ({ role }) => role === "target"),
  performance: ({ metrics = [] }) =>
    whenAnyMetric(
      metrics.filter(({ layer }) => layer === "performance"),
      ["fail"],
    ),
  concept: (found) => whenPerformance(found, "concept"),
  chunks: (found) => whenPerformance(found, "chunks"),
  critical: ({ columns }) => whenDrifted(columns, "critical", ({ critical }) => critical === true),
  "any-column": ({ columns }) => whenDrifted(columns, "", () => true),
  new: whenNew,
}

/** Those of the causes that hold, in the order of the table. */
export function failingCauses(found: Findings, failOn: Iterable<string>): Cause[] {
  const asked = new Set(failOn)
  return Object.entries(causes).flatMap(([id, look]) => {
    const cause = asked.has(id) ? look(found) : null
    return cause === null ? [] : [{ id, ...cause }]
  })
}

/** Sentences about failing causes beyond the findings: what each saw, and which they are where the findings leave that open. */
export function causeSentences(found: Findings, failing: readonly Cause[]): string[] {
  if (failing.length === 0) return []
  const findings = failingCauses(found, usual).map(({ id }) => id)
  const ids = failing.map(({ id }) => id)
  const plain = ids.length === findings.length && ids.every((id) => findings.includes(id))
  const sentences = failing.flatMap(({ sentence }) => (sentence === null ? [] : [sentence]))
  return plain ? sentences : [...sentences, `The run fails for ${inWords(ids)}.`]
}

/** What the verdict says in any case. */
const usual = ["drift", "checks", "metrics", "multivariate"]

const inWords = (ids: readonly string[]) =>
  ids.length < 2 ? ids.join("") : `${ids.slice(0, -1).join(", ")} and ${ids.at(-1) ?? ""}`

const namesOf = (columns: readonly ColumnResult[]) => columns.map(({ name }) => name)

const drifted = (columns: readonly ColumnResult[]) => columns.filter(isDrifted)

/** Columns that drift, checks and figures that fail, and did not in the last run. */
function whenNew(found: Findings): Found {
  const { columns, checks, metrics = [] } = found
  const since = found.since ?? sinceOf({ columns, checks, metrics }, [])
  const { new: fresh } = since
  if (fresh.length === 0) return null
  const ofKind = (kind: string) => fresh.filter((item) => item.kind === kind)
  return {
    status: ofKind("column").length > 0 ? "drift" : ofKind("check").length > 0 ? "checks_failed" : "metrics_failed",
    sentence: newSentence(since),
    columns: ofKind("column").flatMap(({ column }) => column ?? []),
    checks: ofKind("check").map(({ id, column, rule }) => ({
      id: id ?? "",
      column,
      status: "fail",
      ...(rule === undefined ? {} : { rule }),
    })),
    metrics: ofKind("metric").map(({ id, labels }) => ({ id: id ?? "", labels: labels ?? {} })),
  }
}

function whenAny(checks: readonly CheckResult[], statuses: readonly ("warn" | "fail")[]): Found {
  const found = checks.flatMap(({ id, column, status: state, rule }) => {
    const status = statuses.find((each) => each === state)
    return status === undefined ? [] : [{ id, column, status, ...(rule === undefined ? {} : { rule }) }]
  })
  return found.length === 0 ? null : { ...nothing, status: "checks_failed", checks: found }
}

function whenAnyMetric(metrics: readonly MetricResult[], statuses: readonly MetricResult["status"][]): Found {
  const found = metrics.filter(({ status }) => statuses.includes(status))
  if (found.length === 0) return null
  return { ...nothing, status: "metrics_failed", metrics: found.map(({ id, labels }) => ({ id, labels })) }
}

/** A finding of this kind; its sentence stands among the reasons in any case. */
function whenPerformance({ performance }: Findings, cause: PerformanceFinding["cause"]): Found {
  const found = performanceFindings(performance).some((each) => each.cause === cause)
  return found ? { ...nothing, status: "metrics_failed" } : null
}

/** Predictions that the policy lets pass and whose PSI says that they moved, by more than chance brings. */
function whenMoved(predictions: readonly ColumnResult[]): Found {
  const moved = predictions.flatMap(({ name, measurements, accepted }) => {
    if (accepted !== undefined) return []
    const psi = measurements.find(({ method }) => method === predictionRule.method)
    const score = psi?.drift_score ?? 0
    // Surely, where not all values are known.
    const least = psi?.between?.low ?? score
    return least > predictionRule.threshold && least > (psi?.noise_floor ?? 0) ? [{ name, score }] : []
  })
  if (moved.length === 0) return null
  const listed = moved.map(({ name, score }) => `"${cutMiddle(name, longestName)}" (${number(score)})`).join(", ")
  const sentence = `PSI of predictions is above ${predictionRule.threshold}: ${listed}.`
  return { ...nothing, status: "drift", sentence, columns: moved.map(({ name }) => name) }
}

function whenDrifted(
  columns: readonly ColumnResult[],
  kind: string,
  belongs: (column: ColumnResult) => boolean,
): Found {
  const found = drifted(columns).filter(belongs)
  if (found.length === 0) return null
  const names = found.slice(0, 5).map(({ name }) => `"${cutMiddle(name, longestName)}"`)
  const listed = `${names.join(", ")}${found.length > names.length ? ", …" : ""}`
  const what = `${kind} column`.trim()
  const sentence =
    found.length === 1 ? `The ${what} ${listed} drifted.` : `${plural(found.length, what)} drifted: ${listed}.`
  return { ...nothing, status: "drift", sentence, columns: namesOf(found) }
}
