import { kindOf } from "../kinds/kinds.js"
import { worseFigure, worseModel } from "../judge/worse-model.js"
import { isAccepted, isDrifted } from "../words/accepted.js"
import type { HistoryColumn, HistoryRun, Report, RunChunks } from "../model.js"
import { severalLayers } from "../judge/layers.js"
import { failedOf } from "../words/failed-checks.js"

/** A report as the history keeps it. `run`: the name of its folder. */
export function runOf(report: Report, run: string): HistoryRun {
  const { verdict, drift, reference, current, checks, setup } = report
  const answered = verdict.status !== "no_verdict"
  const failed = failedOf(checks)
  const worse = worseModel(report.metrics, report.performance?.leading)
  const unusual = report.columns.filter(({ status, period }) => status === "ok" && period?.unusual === true).length
  const layers = answered ? severalLayers(report) : []
  const hasShare = answered && kindOf(report).hasDriftShare
  return {
    run,
    kind: report.kind,
    created_at: report.created_at,
    status: verdict.status,
    exit_code: verdict.exit_code,
    reason: answered ? null : (verdict.reasons[0] ?? null),
    drift_share: hasShare ? drift.drift_share : null,
    drift_share_threshold: hasShare && drift.by_periods === undefined ? drift.drift_share_threshold : null,
    drifted_columns: drift.drifted_columns,
    ...(unusual > 0 ? { unusual_columns: unusual } : {}),
    ...(worse === null ? {} : { worse: worseFigure(worse) }),
    ...performanceOf(report),
    tested_columns: drift.tested_columns,
    failed_checks: failed.length,
    failed,
    reference: { rows: reference.rows, sha256: reference.sha256 },
    // Of a window that holds a sample, what earlier and later windows are held to is how many records there were.
    current: {
      rows: report.window?.sample === undefined ? current.rows : report.window.records,
      sha256: current.sha256,
    },
    config_hash: setup.config_hash,
    ...(report.window === undefined ? {} : { window: report.window.id }),
    ...(report.periods?.day ? { day: report.periods.day } : {}),
    columns: columnsOf(report),
    metrics: report.metrics.flatMap(({ id, labels, value, low, high, status, layer }) =>
      value === null ? [] : [{ id, labels, value, low, high, status, ...(layer === "business" && { business: true }) }],
    ),
    ...(report.proxies === undefined ? {} : { proxies: report.proxies.state }),
    ...(layers.length > 0 ? { layers: Object.fromEntries(layers.map(({ layer, state }) => [layer, state])) } : {}),
  }
}

/** What is kept of concept drift, of the errors in the order of time, and of chunks. */
export function performanceOf({ performance }: Report): Pick<HistoryRun, "concept_drift" | "error_changes" | "chunks"> {
  const { shift, changes, chunks } = performance ?? {}
  return {
    ...(shift === undefined || shift.verdict === "no_verdict"
      ? {}
      : { concept_drift: shift.verdict === "concept" ? 1 : 0 }),
    ...(changes === undefined ? {} : { error_changes: changes.length }),
    ...(chunks === undefined
      ? {}
      : {
          chunks: chunks.figures.map(({ id, worse, values, surely_worse: is }): RunChunks => [
            ...([id, worse.length, values.length] as const),
            is ? 1 : 0,
          ]),
        }),
  }
}

/** A run that ended before there was a report. */
export function failedRun(run: string, created_at: string, reason: string, kind: HistoryRun["kind"]): HistoryRun {
  return {
    run,
    kind,
    created_at,
    status: "no_verdict",
    exit_code: 2,
    reason,
    drift_share: null,
    drift_share_threshold: null,
    drifted_columns: 0,
    tested_columns: 0,
    failed_checks: 0,
    failed: [],
    reference: { rows: null, sha256: null },
    current: { rows: null, sha256: null },
    config_hash: null,
    columns: [],
    metrics: [],
  }
}

/**
 * Each tested column with the score whose course over the runs says most: the distance where one has a say, because the p-value
 * beside it also moves with the number of rows and with the other columns; otherwise the score of the method that decided. Of
 * several distances the first that the policy names, so that a column keeps its own from run to run.
 */
function columnsOf({ columns, methods }: Report): HistoryColumn[] {
  const kinds = new Map(methods.map(({ id, kind }) => [id, kind]))
  return columns.flatMap((column) => {
    if (column.method === null) return []
    const { method, drift_score: score, threshold } = column.effects?.[0] ?? column.effect ?? column
    const kind = kinds.get(method) ?? "distance"
    const locations = column.period?.locations ?? []
    return [
      {
        name: column.name,
        ratio: column.ratio,
        score,
        drifted: isDrifted(column),
        accepted: isAccepted(column),
        method,
        threshold,
        kind,
        ...(locations.length > 0 ? { locations } : {}),
      },
    ]
  })
}
