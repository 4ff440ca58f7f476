/** Rules over the figures of a run, and what comes of them: episodes and messages. Spelt as alerts.json is. */
import type { MetricUnit } from "./metrics.js"

export const severities = ["info", "warning", "critical"] as const
export type Severity = (typeof severities)[number]

/** What `driftcheck decide` may answer, from the mildest to the most severe. */
export const actions = ["none", "watch", "monitor", "queue_retrain", "retrain_now", "rollback"] as const
export type Action = (typeof actions)[number]

/** A rule as the configuration writes it. */
export interface AlertRule {
  name: string
  /** An expression over figures: "error_rate > 0.01". */
  when: string
  /** In as many runs in a row it has to hold before the alert opens. */
  for: number
  severity: Severity
  runbook: string | null
  first_action: string | null
  owner: string | null
  /** Sinks by name; null: those of its severity. */
  routes: string[] | null
  /** What `driftcheck decide` does about it; null: nothing of its own. */
  action: Action | null
}

/** A figure of a run that a rule may name. */
export interface AlertFigure {
  /** "error_rate", "psi", "null_rate": lower case with underscores. */
  name: string
  /** The column, or the rows that a metric's labels name ("country=DE"); empty: the whole data set. */
  subject: string
  value: number
  /** Reference's figure, or the baseline that the configuration states; null without one. */
  reference: number | null
  unit: MetricUnit | null
}

/** What a rule said of one run. */
export interface Firing {
  rule: string
  /** Each subject that it holds for with its figures, the furthest first. */
  subjects: FiredSubject[]
}

export interface FiredSubject {
  /** As in AlertFigure. */
  subject: string
  /** Those that the rule names. */
  figures: AlertFigure[]
}
