import type { AlertFigure, HistoryRun } from "../model.js"

/** A method's or check's id as rules write it: "jensen_shannon". */
export const figureName = (id: string): string => id.replaceAll("-", "_")

/** "country=DE, device=phone": the rows that a metric's labels name; "" for all. */
export const subjectOf = (labels: Readonly<Record<string, string>>): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ")

/** The figures of a run that its line in the history keeps: facts and counts, one score a column, metrics. */
export function figuresOfLine(run: HistoryRun): AlertFigure[] {
  return [
    wholeFigure("no_answer", Number(run.status === "no_verdict"), null),
    wholeFigure("drift", Number(run.status === "drift"), null),
    ...(run.drift_share === null ? [] : [wholeFigure("drift_share", run.drift_share, null)]),
    wholeFigure("drifted_columns", run.drifted_columns, null),
    wholeFigure("failed_checks", run.failed_checks, null),
    ...(run.current.rows === null ? [] : [wholeFigure("rows", run.current.rows, run.reference.rows)]),
    ...run.columns.map(({ name: subject, method, score: value, kind }): AlertFigure => ({
      ...{ name: figureName(method), subject, value, reference: null },
      unit: kind === "distance" ? "score" : null,
    })),
    ...run.metrics.map(({ id: name, labels, value }): AlertFigure => ({
      ...{ name, subject: subjectOf(labels), value, reference: null },
      unit: null,
    })),
  ]
}

/** A figure of the whole run. */
export function wholeFigure(name: string, value: number, reference: number | null): AlertFigure {
  return { name, subject: "", value, reference, unit: name === "drift_share" ? "share" : "count" }
}
