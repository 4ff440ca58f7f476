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
    ...performanceFigures(run),
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

/** Concept drift and changes of the errors, of the whole; of each figure by chunk the share of chunks that are worse, and whether that is surely more than chance. */
export function performanceFigures({
  concept_drift: concept,
  error_changes: changes,
  chunks = [],
}: Pick<HistoryRun, "concept_drift" | "error_changes" | "chunks">): AlertFigure[] {
  return [
    ...(concept === undefined ? [] : [wholeFigure("concept_drift", concept, null)]),
    ...(changes === undefined ? [] : [wholeFigure("error_changes", changes, null)]),
    ...chunks.flatMap(([subject, worse, all, surely]): AlertFigure[] => [
      { name: "worse_chunks", subject, value: all === 0 ? 0 : worse / all, reference: null, unit: "share" },
      { name: "chunk_alert", subject, value: surely, reference: null, unit: "count" },
    ]),
  ]
}

/** A figure of the whole run. */
export function wholeFigure(name: string, value: number, reference: number | null): AlertFigure {
  return { name, subject: "", value, reference, unit: name === "drift_share" ? "share" : "count" }
}
