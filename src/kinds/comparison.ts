import type { HistoryRun } from "../model.js"
import { count, plural } from "../words/format.js"
import { failedChecks } from "../words/failed-checks.js"
import { runShare } from "../words/run-share.js"
import type { Kind } from "./kind.js"

/** Two tables compared: `driftcheck compare`. */
export const comparison: Kind = {
  heading: "Drift report",
  hasReference: true,
  hasDriftShare: true,
  failsOnFindings: true,
  decides: "situation",
  sides: { reference: "Reference", current: "Current" },
  sections: [
    "labels",
    "metrics",
    "llm",
    "performance",
    "columns",
    "schema",
    "quality",
    "outcomes",
    "segments",
    "together",
    "correlations",
    "alerts",
    "trend",
  ],
  columnsNote: "Every score sits on one scale: the tick marks the column’s own threshold, anything past it is drift.",
  columnStates: ["error", "drift", "ok", "not_tested"],
  verdictTitles: {
    drift: "Drift detected",
    no_drift: "No drift",
    no_verdict: "No verdict",
    unread: "Could not compare",
  },
  exitWords: { 0: "nothing that fails the run", 1: "drift, or a failed check", 2: "no answer" },
  metrics: [
    "info",
    "timestamp_seconds",
    "duration_seconds",
    "exit_code",
    "verdict",
    "drift_share",
    "drift_share_threshold",
    "columns",
    "checks",
    "rows",
    "column_ratio",
    "column_drifted",
    "column_missing_share",
    "check_failures",
    "layer_state",
    "metric",
    "metric_low",
    "metric_high",
    "metric_reference",
    "metric_failed",
    "concept_drift",
    "loss_change",
    "error_changes",
    "chunks",
    "chunks_outside",
    "chunks_worse",
  ],
  indexTitles: {
    drift: { latest: "Drift detected", listed: "Drift" },
    metrics_failed: { latest: "Metrics failed", listed: "Metrics failed" },
    checks_failed: { latest: "Checks failed", listed: "Checks failed" },
    no_drift: { latest: "No drift", listed: "No drift" },
    no_verdict: { latest: "No answer", listed: "No answer" },
  },
  runSentence,
}

/** "Concept drift. ROC AUC is worse in 5 of 10 chunks. " */
function performanceWords({ concept_drift, chunks = [] }: HistoryRun): string {
  const first = chunks.find(([, , , surely]) => surely === 1)
  const concept = concept_drift === 1 ? "Concept drift. " : ""
  return first === undefined
    ? concept
    : `${concept}${first[0]} is worse in ${count(first[1])} of ${plural(first[2], "chunk")}. `
}

/** "3 of 30 tested columns drifted, share 0.10 < 0.30. 2 data quality checks failed: missing-values: age; row-count." */
function runSentence(run: HistoryRun): string {
  const { drifted_columns: drifted, tested_columns: tested, unusual_columns: unusual = 0 } = run
  const figures = `${count(drifted)} of ${plural(tested, "tested column")} drifted`
  const compared = run.drift_share_threshold === null ? null : runShare(run)
  const checks = run.failed_checks > 0 ? ` ${failedChecks(run, plural(run.failed_checks, "data quality check"))}` : ""
  const odd = unusual > 0 ? ` ${plural(unusual, "column is", "columns are")} unusual, though no drift.` : ""
  const worse = run.worse === undefined ? "" : `The model got worse: ${run.worse}. `
  return `${worse}${performanceWords(run)}${figures}${compared === null ? "" : `, share ${compared}`}.${odd}${checks}`
}
