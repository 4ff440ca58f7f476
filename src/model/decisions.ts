/** What to do about a run: monitor, watch, retrain, roll back. Spelt as `driftcheck decide --json` is. */
import type { Action, Severity } from "./alerts.js"
import type { MetricUnit } from "./metrics.js"
import type { ProxyState } from "./proxies.js"

/** What the table of decisions asks. */
export interface Situation {
  /** Share of the reference's figure by which the model is worse; below 0: it is better; null: unknown. */
  degradation: number | null
  /** Whether key features drift. */
  drifted: boolean
  proxies: ProxyState
}

/** How much worse the model is, by one figure of a report. */
export interface Degradation {
  metric: string
  title: string
  unit: MetricUnit
  /** Whether the figure is an estimate made without labels. */
  estimated: boolean
  value: number
  /** The baseline that the configuration states, otherwise the reference's figure. */
  reference: number
  /** (reference − value) / |reference| where higher is better, its negative where lower is, with the 95 % interval. */
  share: number
  low: number | null
  high: number | null
  /** Rows that the figure is made of. */
  rows: number
}

/** Columns marked `critical`; where none is, the data set's verdict stands for them. */
export interface KeyFeatures {
  marked: number
  drifted: boolean
  /** Those that drifted, the furthest first. */
  columns: string[]
}

/** What a report says, as far as a decision rests on it. */
export interface Signals {
  degradation: Degradation | null
  features: KeyFeatures
  proxies: Situation["proxies"]
}

/** An open alert whose rule names an action. */
export interface RuleAction {
  rule: string
  severity: Severity
  /** ISO 8601, UTC. */
  since: string
  action: Action
  /** The reason of a silence that keeps it out; null: it takes part. */
  silenced: string | null
}

/** The answer, and all that it rests on. */
export interface Decision extends Signals {
  /** The run's folder; null for a report that lies in none. */
  run: string | null
  /** When the run was made, ISO 8601, UTC. */
  created_at: string
  /** The most severe of table, rules and gate. */
  action: Action
  /** What the table says; where the interval spans several actions, the mildest of them. */
  table: Action
  /** What the other end of the interval says; as `table` where it spans one action. */
  table_at_most: Action
  rules: RuleAction[]
  /** The gate's run that rejected what was retrained; null: none did. */
  rejected_by: string | null
  /** What to know beside it, a sentence each. */
  notes: string[]
}

/** A command or request that an action started. */
export interface Execution {
  action: Action
  /** `begun`: its end is not known, since whoever waited for it was ended. */
  status: "begun" | "done" | "failed"
  /** When it began, ISO 8601, UTC. */
  at: string
  /** How it ended: "exit code 1", "HTTP 200". */
  detail: string | null
  /** What it printed: a file below the folder of runs. */
  log: string
}

/** What the history keeps of a decision. */
export interface RunDecision {
  action: Action
  executed: Execution[]
}
