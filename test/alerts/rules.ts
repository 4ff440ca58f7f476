import type { AlertRule, FiredSubject } from "../../src/model.js"

/** A rule with what a test says of it. */
export const alertRule = (more: Partial<AlertRule> = {}): AlertRule => ({
  name: "feature_drift",
  when: "psi > 0.2",
  for: 1,
  severity: "warning",
  runbook: null,
  first_action: null,
  owner: null,
  routes: null,
  action: null,
  ...more,
})

/** The column's PSI, beyond the limit. */
export const firedSubject = (subject: string, value = 0.3, name = "psi"): FiredSubject => ({
  subject,
  figures: [{ name, subject, value, reference: null, unit: "score" }],
})
