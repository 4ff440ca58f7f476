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
  /** What it may be, of a column of which not every value is known; absent where it is certain. */
  between?: { low: number; high: number }
  /** Reference's figure, or the baseline that the configuration states; null without one. */
  reference: number | null
  unit: MetricUnit | null
  /** What a fact is about, in words: "missing-columns: month". */
  detail?: string
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

/** An alert from the first run in which its rule held to the one in which it no longer did. */
export interface Episode {
  rule: string
  severity: Severity
  /** `pending`: the rule asks for more runs in a row. */
  status: "pending" | "open" | "resolved"
  /** The first run in a row in which the rule held, and when it was made (ISO 8601, UTC). */
  since_run: string
  since: string
  /** The last run in which it held, and in how many it did. */
  last_run: string
  runs: number
  /** When it opened and was resolved; null before. */
  opened_at: string | null
  resolved_at: string | null
  /** What it holds for in the last run, the furthest first. */
  subjects: FiredSubject[]
  /** A silence that keeps it from being told, with its reason; null: none. */
  silenced: string | null
  /** Somebody is at it: it is not told again until it is resolved. */
  acknowledged: Word | null
  /** Somebody ended it; a later run in which the rule holds opens it anew. */
  resolved_by: Word | null
  /** What the rule says that `driftcheck decide` does about it; null: nothing of its own. Absent in older states. */
  action?: Action | null
}

/** What the folder of runs knows of alerts. In a report: as it was before the run was held to the rules. */
export interface AlertFacts {
  /** Open ones first, then those that ended, the newest first; at most 30. */
  episodes: EpisodeFacts[]
  /** Those that are not over. */
  silences: Silence[]
  /** How the rules have done, in their order. */
  rules: RuleRecord[]
}

/** An alert as pages show it. */
export interface EpisodeFacts {
  rule: string
  severity: Severity
  status: "open" | "resolved"
  /** ISO 8601, UTC. `until`: when it was resolved; null: it is open. */
  since: string
  until: string | null
  runs: number
  /** "psi 0.31 in carrier, 0.24 in dest and 3 more". */
  what: string
  /** What it holds for; at most 20. */
  figures: { name: string; subject: string }[]
  acknowledged: Word | null
  resolved_by: Word | null
  /** The reason of the silence that it is under; null: none. */
  silenced: string | null
}

/** What came of a rule's alerts over the last 90 days. */
export interface RuleRecord {
  rule: string
  severity: Severity
  /** Alerts that opened, and how many of them that is in a week. */
  opened: number
  a_week: number
  /** Median time from opening to end in hours; null where none ended. */
  hours_to_resolve: number | null
  /** How many ended, and how many of these nobody acknowledged or resolved. */
  ended: number
  unactioned: number
  /** Whether a lower severity is proposed: more than 80 % of at least 5 went unactioned. Never for information. */
  demote: boolean
}

/** What a person said of an episode. */
export interface Word {
  by: string
  why: string
  /** ISO 8601, UTC. */
  at: string
}

/** What a run changed, or a person: `acknowledged`, and `resolved` may be either. `repeated`: it goes on, and is told again after 7, 14, 28 … runs. */
export interface EpisodeEvent {
  kind: "opened" | "widened" | "repeated" | "resolved" | "acknowledged"
  episode: Episode
}

/** Days of the week as silences name them; the place is the day's number, 0 a Monday. */
export const silenceDays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const

/** When and for what nothing is told. */
export interface Silence {
  /** Rules by name, and columns or other subjects; empty: all. */
  rules: string[]
  subjects: string[]
  /** ISO 8601, UTC; null: open. */
  from: string | null
  until: string | null
  /** Days of the week from 0 (Monday) to 6; empty: all. */
  weekdays: number[]
  reason: string
}

/** Alerts as the configuration asks for them. */
export interface AlertPlan {
  dataset: string
  /** Where the folder of runs is served; null: nowhere. */
  report_url: string | null
  rules: AlertRule[]
  sinks: ReadonlyMap<string, SinkSettings>
  /** Sinks by name for each severity. */
  routes: Record<Severity, string[]>
  silences: Silence[]
}

/** A sink's settings. Secrets are named by their environment variable alone. */
export interface SinkSettings {
  kind: string
  url?: string
  url_env?: string
  key_env?: string
  template?: string
  smtp_env?: string
  from?: string
  to?: string[]
  command?: string[]
  /** Seconds that one try may take. */
  timeout: number
}

/** Everything that a run changed, as one message: led by the likeliest cause. */
export interface AlertMessage {
  /** The same for the same data set and run, however often it is sent. */
  id: string
  dataset: string
  run: string
  /** ISO 8601, UTC. */
  created_at: string
  /** `resolved`: nothing is open any more. */
  status: "firing" | "resolved"
  /** The worst of what is open, or was. */
  severity: Severity
  /** One line: "flights: schema_error and 2 more". */
  title: string
  /** The likeliest cause first, then by severity. */
  parts: MessagePart[]
  /** Open for longer, of which nothing new is told. */
  going_on: string[]
  report: string | null
  /** ISO 8601, UTC: what does not resolve itself until then has ended by itself. */
  ends_at: string
}

/** What a message says of one episode. */
export interface MessagePart {
  rule: string
  severity: Severity
  kind: EpisodeEvent["kind"]
  /** The rule as it is written. */
  when: string
  /** "psi 0.31 in carrier, 0.24 in dest and 3 more". */
  what: string
  /** ISO 8601, UTC, and for how many runs. */
  since: string
  runs: number
  /** What is ordinary for the leading figure; null where that is not known yet. */
  band: { low: number; high: number } | null
  /** The leading figure over the last runs, oldest first, at most 30; null where a run has none. */
  course: (number | null)[]
  runbook: string | null
  first_action: string | null
  owner: string | null
  action: Action | null
}
