import type { AlertFigure, ColumnResult, HistoryRun, Report } from "../model.js"

/** Checks whose failing means that the table has another shape. */
const schemaChecks: ReadonlySet<string> = new Set([
  "missing-columns",
  "added-columns",
  "type-changed",
  "renamed-column",
])

/** Facts that are true (1) or false (0), as rules name them. */
export const facts = ["no_answer", "drift", "schema_error"] as const
type Fact = (typeof facts)[number]

/** Figures of every run that are no metric and no method. */
export const runFigures = ["drift_share", "drifted_columns", "failed_checks", "rows", "null_rate"] as const

/** The columns with a role of their own, and what stands before a method's name for them: prediction_psi. */
export const scoredRoles = ["prediction", "target"] as const

/** A method's or check's id as rules write it: "jensen_shannon". */
export const figureName = (id: string): string => id.replaceAll("-", "_")

/** "country=DE, device=phone": the rows that a metric's labels name; "" for all. */
export const subjectOf = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ")

/** Every figure that rules may name, from a run's report. */
export function figuresOf(report: Report): AlertFigure[] {
  const { drift, checks, metrics, reference, current, verdict } = report
  const failed = checks.filter(({ status }) => status === "fail")
  const isFact: Record<Fact, boolean> = {
    no_answer: verdict.status === "no_verdict",
    drift: drift.dataset_drift,
    schema_error: failed.some(({ id }) => schemaChecks.has(id)),
  }
  return [
    ...facts.map((name) => whole(name, Number(isFact[name]), null)),
    ...(isFact.no_answer ? [] : [whole("drift_share", drift.drift_share, null)]),
    whole("drifted_columns", drift.drifted_columns, null),
    whole("failed_checks", failed.length, null),
    ...(current.rows === null ? [] : [whole("rows", current.rows, reference.rows)]),
    ...report.columns.flatMap(columnFigures),
    ...metrics.flatMap(({ id, labels, value, baseline, reference_value, unit }): AlertFigure[] =>
      value === null
        ? []
        : [{ name: id, subject: subjectOf(labels), value, reference: baseline ?? reference_value, unit }],
    ),
  ]
}

/** What is left of them where a run's report is gone: metrics, one score a column, and counts. */
export function figuresOfLine(run: HistoryRun): AlertFigure[] {
  return [
    whole("no_answer", Number(run.status === "no_verdict"), null),
    whole("drift", Number(run.status === "drift"), null),
    ...(run.drift_share === null ? [] : [whole("drift_share", run.drift_share, null)]),
    whole("drifted_columns", run.drifted_columns, null),
    whole("failed_checks", run.failed_checks, null),
    ...(run.current.rows === null ? [] : [whole("rows", run.current.rows, run.reference.rows)]),
    ...run.columns.map(({ name, method, score }): AlertFigure => ({ ...scored(method, score), subject: name })),
    ...run.metrics.map(({ id, labels, value }): AlertFigure => ({ ...scored(id, value), subject: subjectOf(labels) })),
  ]
}

const scored = (id: string, value: number) => ({ name: figureName(id), value, reference: null, unit: null })

function whole(name: string, value: number, reference: number | null): AlertFigure {
  return { name, subject: "", value, reference, unit: name === "drift_share" ? "share" : "count" }
}

function columnFigures({ name: subject, role, measurements, reference, current }: ColumnResult): AlertFigure[] {
  const prefix = scoredRoles.find((each) => each === role)
  const scores = measurements.flatMap(({ method, drift_score: value }): AlertFigure[] => {
    const name = figureName(method)
    return value === null
      ? []
      : [{ name: prefix === undefined ? name : `${prefix}_${name}`, subject, value, reference: null, unit: "score" }]
  })
  return [...missingFigure(subject, reference, current), ...scores]
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
