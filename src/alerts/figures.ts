import { failedInWords } from "../words/failed-checks.js"
import { isDrifted } from "../words/accepted.js"
import { figureName, figuresOfLine, performanceFigures, subjectOf, wholeFigure } from "../history/line-figures.js"
import { performanceOf } from "../history/run-of.js"
import { keyOf } from "../history/series.js"
import type { AlertFigure, ColumnResult, HistoryRun, Report } from "../model.js"

/** Checks whose failing means that the table has another shape. */
const schemaChecks: ReadonlySet<string> = new Set([
  "missing-columns",
  "added-columns",
  "type-changed",
  "renamed-column",
])

/** Facts that are true (1) or false (0), as rules name them; `drifted` is of each column, `chunk_alert` of each figure by chunk. */
export const facts = ["no_answer", "drift", "schema_error", "drifted", "concept_drift", "chunk_alert"] as const
type Fact = (typeof facts)[number]

/** Figures of every run that are no metric and no method. */
export const runFigures = [
  ...["drift_share", "drifted_columns", "failed_checks", "rows", "null_rate"],
  ...["error_changes", "worse_chunks"],
] as const

/** The columns with a role of their own, and what stands before a method's name for them: prediction_psi. */
export const scoredRoles = ["prediction", "target"] as const

/** Every figure that rules may name, from a run's report. */
export function figuresOf(report: Report): AlertFigure[] {
  const { drift, checks, metrics, reference, current, verdict } = report
  const failed = checks.filter(({ status }) => status === "fail")
  const isFact: Record<Exclude<Fact, "drifted" | "concept_drift" | "chunk_alert">, boolean> = {
    no_answer: verdict.status === "no_verdict",
    drift: drift.dataset_drift,
    schema_error: failed.some(({ id }) => schemaChecks.has(id)),
  }
  return [
    ...Object.entries(isFact).map(([name, is]) => ({
      ...wholeFigure(name, Number(is), null),
      ...(name === "schema_error" && is
        ? { detail: failedInWords(checks.filter(({ id }) => schemaChecks.has(id))) }
        : {}),
    })),
    ...(isFact.no_answer ? [] : [wholeFigure("drift_share", drift.drift_share, null)]),
    wholeFigure("drifted_columns", drift.drifted_columns, null),
    wholeFigure("failed_checks", failed.length, null),
    ...(current.rows === null ? [] : [wholeFigure("rows", current.rows, reference.rows)]),
    ...performanceFigures(performanceOf(report)),
    ...report.columns.flatMap(columnFigures),
    ...metrics.flatMap(({ id, labels, value, baseline, reference_value, unit }): AlertFigure[] =>
      value === null
        ? []
        : [{ name: id, subject: subjectOf(labels), value, reference: baseline ?? reference_value, unit }],
    ),
  ]
}

/** The figures of a run's report, or of its line where the report is gone, with those that only the line has. */
export function allFigures(ofReport: readonly AlertFigure[] | null, run: HistoryRun): AlertFigure[] {
  const drifted = run.columns.map(({ name: subject, drifted: is }) => ({
    ...wholeFigure("drifted", Number(is), null),
    subject,
  }))
  const ofLine = [...figuresOfLine(run), ...drifted]
  if (ofReport === null) return ofLine
  const known = new Set(ofReport.map(({ name, subject }) => keyOf(name, subject)))
  return [...ofReport, ...ofLine.filter(({ name, subject }) => !known.has(keyOf(name, subject)))]
}

function columnFigures(column: ColumnResult): AlertFigure[] {
  const { name: subject, role, measurements, reference, current } = column
  const prefix = scoredRoles.find((each) => each === role)
  const scores = measurements.flatMap(({ method, drift_score: value, between }): AlertFigure[] => {
    if (value === null) return []
    const name = prefix === undefined ? figureName(method) : `${prefix}_${figureName(method)}`
    const range = between && { between: { low: between.low, high: between.high } }
    return [{ name, subject, value, ...range, reference: null, unit: "score" }]
  })
  const drifted = { ...wholeFigure("drifted", Number(isDrifted(column)), null), subject }
  return [...missingFigure(subject, reference, current), ...scores, drifted]
}

function missingFigure(
  subject: string,
  reference: ColumnResult["reference"],
  current: ColumnResult["current"],
): AlertFigure[] {
  if (current === null || current.rows === 0) return []
  const before = reference === null || reference.rows === 0 ? null : reference.missing / reference.rows
  return [{ name: "null_rate", subject, value: current.missing / current.rows, reference: before, unit: "share" }]
}
