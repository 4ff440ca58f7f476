import { failedChecks } from "../words/failed-checks.js"
import { plural } from "../words/format.js"
import type { Kind } from "./kind.js"

/** One table held against its contract: `driftcheck check`. `reference` names the contract and has no figures. */
export const check: Kind = {
  heading: "Contract report",
  hasReference: false,
  hasDriftShare: false,
  failsOnFindings: true,
  decides: null,
  sides: { reference: "Contract", current: "Data" },
  sections: ["labels", "metrics", "llm", "performance", "quality", "columns", "outcomes", "alerts"],
  columnsNote: "What the file holds. Nothing is compared: a check has no reference.",
  columnStates: ["error"],
  verdictTitles: {
    drift: "Drift detected",
    no_drift: "Contract kept",
    no_verdict: "No verdict",
    unread: "Could not check",
  },
  exitWords: { 0: "nothing that fails the run", 1: "a failed check", 2: "no answer" },
  metrics: [
    "info",
    "timestamp_seconds",
    "duration_seconds",
    "exit_code",
    "verdict",
    "drift_share_threshold",
    "columns",
    "checks",
    "column_missing_share",
    "check_failures",
    "layer_state",
    "rows",
    "metric",
    "metric_low",
    "metric_high",
    "metric_failed",
    "error_changes",
  ],
  indexTitles: {
    drift: { latest: "Drift detected", listed: "Drift" },
    metrics_failed: { latest: "Metrics failed", listed: "Metrics failed" },
    checks_failed: { latest: "Contract broken", listed: "Contract broken" },
    no_drift: { latest: "Contract kept", listed: "Contract kept" },
    no_verdict: { latest: "No answer", listed: "No answer" },
  },
  runSentence: (run) =>
    run.failed_checks === 0
      ? "No rule or limit failed."
      : failedChecks(run, plural(run.failed_checks, "rule or limit", "rules and limits")),
}
