import type { AlertRule } from "../model.js"

/** A rule of the preset: what a new configuration begins with. */
export type PresetRule = Pick<AlertRule, "name" | "when" | "severity"> &
  Partial<Pick<AlertRule, "first_action" | "action">>

/**
 * Where rules are, this one is too, unless one of its name is written: every figure of the history that lies outside its band for the second
 * run in a row. Adjusted for all figures of the run, and told at its beginning and its end alone: it is few and calm.
 */
export const implicitRule: AlertRule = {
  name: "outside_band",
  when: "outside_band()",
  for: 1,
  severity: "info",
  runbook: null,
  first_action: "Look at its course in the report; it is unusual, which need not be bad.",
  owner: null,
  routes: null,
  action: null,
}

/** Nine rules from the machine up to the business, that `driftcheck init --alerts` writes. */
export const preset: readonly PresetRule[] = [
  {
    name: "high_error_rate",
    when: "error_rate > 1%",
    severity: "critical",
    first_action: "Look at the service's log; roll back where a deployment came just before.",
    action: "rollback",
  },
  {
    name: "p99_latency_spike",
    when: "p99_latency > 2000ms",
    severity: "critical",
    first_action: "Look at load and at what the service waits for.",
  },
  {
    name: "gpu_oom",
    when: "gpu_oom_count > 0",
    severity: "critical",
    first_action: "Make batches smaller, or look for a longer input than usual.",
  },
  {
    name: "null_rate_spike",
    when: "null_rate > 5% and null_rate > baseline + 2%",
    severity: "warning",
    first_action: "Ask the owner of the source that fills these columns.",
  },
  {
    name: "schema_mismatch",
    when: "schema_error",
    severity: "critical",
    first_action: "Compare the release notes of the source with the columns named here.",
  },
  {
    name: "feature_drift",
    // A day beside months of days has a PSI above that without any drift; the verdict knows.
    when: "psi > 0.2 and drifted",
    severity: "warning",
    first_action: "Run driftcheck explain for the column that leads.",
  },
  {
    name: "prediction_drift",
    when: "prediction_psi > 0.1 and drifted",
    severity: "warning",
    first_action: "Look whether features moved too; if not, which model version answers.",
  },
  {
    name: "auc_regression",
    when: "roc_auc < baseline - 0.03",
    severity: "critical",
    first_action: "Compare with the last good model by driftcheck gate.",
    action: "rollback",
  },
  {
    name: "proxy_metric_drop",
    when: "add_to_cart < -10%",
    severity: "warning",
    first_action: "Check the tracking first, then the model.",
  },
]
