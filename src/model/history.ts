/** What a folder of dated runs keeps of each run. Spelt as history.ndjson is. */
import type { RunDecision } from "./decisions.js"
import type { LayerState, PyramidLayer } from "./layers.js"
import type { MetricResult } from "./metrics.js"
import type { ColumnLocation } from "./periods.js"
import type { ProxyState } from "./proxies.js"
import type { VerdictStatus } from "./results.js"

/** `comparison`: two tables. `check`: one table held against its contract; `reference` then names the contract and has no figures. `gate`: two models on the same labelled rows; the champion is the reference. */
export type ReportKind = "comparison" | "check" | "gate"

/** One run as the history keeps it: a line of history.ndjson. */
export interface HistoryRun {
  /** Its folder: "2026-11-23T021500Z". */
  run: string
  /** As in the report; lines of older versions lack it for a comparison. */
  kind: ReportKind
  /** ISO 8601, UTC. */
  created_at: string
  status: VerdictStatus
  exit_code: 0 | 1 | 2
  /** What stood in the way of an answer; null where there is one. */
  reason: string | null
  /** Null where there is no answer, and where nothing was compared. */
  drift_share: number | null
  /** Null as well where no share decides: any drifted column does, beside the reference's own days. */
  drift_share_threshold: number | null
  drifted_columns: number
  /** Columns that are unusual beside the reference's own days, though no drift; absent: none. */
  unusual_columns?: number | undefined
  /** The figure by which the model surely got worse, "MAE 22.3 → 89.2", and how many got better, where some did; absent where it did not. */
  worse?: string | undefined
  /** Whether the relation between inputs and target changed, 1 or 0; absent without a verdict on it. */
  concept_drift?: 0 | 1 | undefined
  /** Places in time from which on the errors have another level; absent where nothing was looked for. */
  error_changes?: number | undefined
  /** Of each figure by chunk: its id, chunks outside on the side that is worse, of how many, 1 where that is more than chance brings; absent without chunks. */
  chunks?: RunChunks[] | undefined
  tested_columns: number
  failed_checks: number
  /** The checks that failed; lines of older versions lack them. */
  failed: FailedCheck[]
  reference: { rows: number | null; sha256: string | null }
  current: { rows: number | null; sha256: string | null }
  config_hash: string | null
  /** The id of the window of a stream that current is; absent where it is a file. */
  window?: string | undefined
  /** The day that current is, where it was held to the reference's own days. */
  day?: string | undefined
  /** Those that were tested. */
  columns: HistoryColumn[]
  /** Those that have a value. */
  metrics: HistoryMetric[]
  /** What the proxies say; absent where the configuration names none. */
  proxies?: ProxyState | undefined
  /** The state of each layer; absent where a run has not several. */
  layers?: { [L in PyramidLayer]?: LayerState | undefined } | undefined
  /** What `driftcheck decide` made of it; absent before. */
  decision?: RunDecision | undefined
}

export type RunChunks = [id: string, worse: number, chunks: number, surely_worse: 0 | 1]

/** As much of a failed check as tells it from the others. */
export interface FailedCheck {
  id: string
  column: string | null
  /** Set for `rule` only. */
  rule?: string
}

/** How far a tested column was from the reference in one run. */
export interface HistoryColumn {
  name: string
  /** As in the report: 1 is on the threshold, null where the values give no scale. */
  ratio: number | null
  /** The distance that says how far it moved; where a test alone decides, its p-value. */
  score: number
  /** Whether it counts as drifted: it did, and nobody accepted it. */
  drifted: boolean
  /** Whether it drifted and was accepted in the configuration. */
  accepted: boolean
  /** What gave the score, and what it was compared with. */
  method: string
  threshold: number
  kind: "test" | "distance"
  /** Where it lies beside the reference, where it was held to the reference's own days. */
  locations?: ColumnLocation[] | undefined
}

/** A figure in one run. */
export interface HistoryMetric {
  id: string
  /** The rows it speaks of; empty: all. */
  labels: Record<string, string>
  value: number
  low: number | null
  high: number | null
  status: MetricResult["status"]
  /** Set for figures of the business: what others are held beside. */
  business?: true
}

/** What differs from the last run of this kind that had a verdict. Columns come first, the furthest before the others; then checks, then metrics. */
export interface Since {
  /** That run, and when it was, ISO 8601; null where there is none, and everything is new. */
  run: string | null
  created_at: string | null
  /** Drifts or fails, and did not in that run. */
  new: SinceItem[]
  /** Drifts or fails, and did in that run. */
  lasting: SinceItem[]
  /** Drifted or failed in that run, and was looked at and found in order in this one. */
  back: SinceItem[]
}

/** A column that drifts, a check that fails, or a figure that does. */
export interface SinceItem {
  kind: "column" | "check" | "metric"
  /** The check's or metric's id; null for a column. */
  id: string | null
  /** The column's name; null for a metric, and for a check of the whole table. */
  column: string | null
  /** Set for the check `rule` only. */
  rule?: string
  /** Set for metrics only: the rows it speaks of. */
  labels?: Record<string, string>
  /** Runs with a verdict in a row in which it does, this one included; of what is back, in which it did. */
  runs: number
  /** When the first of these was, ISO 8601; null: it is this one. */
  since: string | null
}

/** This run beside those before it. */
export interface Trend {
  /** Oldest first, this one last; at most 30. */
  runs: TrendRun[]
  /** All that the history holds, this one included. */
  total_runs: number
  /** New columns first, then lasting and accepted ones, then others, each the furthest first; 8, or up to 20 that have a mark. */
  columns: TrendColumn[]
  /** The figures of this run over the runs; at most 60. */
  metrics: TrendMetric[]
  /** Columns with a score in at least 8 comparable runs: the surest rise first, falling ones, then steady ones. */
  gradual: GradualDrift[]
  /** What the mean of the last 14 nights says has changed for good, the furthest first. */
  lasting: LastingChange[]
  /** Figures that lay outside their band in one of these runs, those of the last run first; at most 8. Absent in older reports. */
  unusual?: BandedCourse[]
  /** Absent with fewer than 14 earlier runs of this reference and configuration, and where the reference's own days are known. */
  beside_runs?: BesideRuns
}

/** A run beside those before it, where the reference has no times. Shown, and never in the exit code. */
export interface BesideRuns {
  /** Earlier runs of this reference and configuration; the newest 14 of them, and those before the last 60 of the others, give no limit. */
  runs: number
  /** Columns further from the reference than those runs reach, the furthest first. */
  unusual: { column: string; distance: number; limit: number }[]
  /** Drifted columns that are no further than that. */
  as_before: number
}

/** A column whose last 14 nights together lie further from the reference than 14 of its days in a row do. */
export interface LastingChange {
  column: string
  /** The category whose share changed; null: the mean. */
  value: string | null
  /** Mean of the last 14 nights: in standard deviations of the reference, or as a difference of shares. */
  moved: number
  /** What 14 unchanged nights pass in one of twenty times, over all columns, up or down. */
  bound: number
  /** The day from which on it most likely lies apart: "2013-05-03". */
  since: string
  /** Nights since then, that one and this one included. */
  nights: number
}

export interface TrendRun {
  run: string
  created_at: string
  status: VerdictStatus
  drift_share: number | null
  drift_share_threshold: number | null
  config_hash: string | null
  /** What the runs before let expect of the drift share; absent while that is learned. */
  share_band?: Band
}

/** What the runs before let expect of a figure: low and high. */
export type Band = [number, number]

/** A figure over the runs. */
export interface TrendMetric {
  id: string
  labels: Record<string, string>
  /** One per run; null where the run has no such figure. */
  values: (number | null)[]
  /** One per run; null while it is learned, and of figures that are always the same. Absent where it is for all, and in older reports. */
  bands?: (Band | null)[]
  /** Places of the runs in which it lay outside. Absent: none. */
  outside?: number[]
}

/** A figure that a business figure moves with from night to night; no cause is known. */
export interface MovesWith {
  /** The business figure, and the other; as alert rules name them, with the column or rows they are of. */
  business: { name: string; subject: string }
  other: { name: string; subject: string }
  /** Nights by which the business figure comes later, 0 to 7. */
  lag: number
  /** Spearman's correlation of the changes from night to night, in [−1, 1]. */
  rho: number
  /** Benjamini-Hochberg over all pairs and lags. */
  p_value_adjusted: number
  nights: number
}

/** A figure of the history over the runs, with the band that the runs before give it in each. */
export interface BandedCourse {
  /** As alert rules name it: "jensen_shannon". */
  name: string
  /** The column, or the rows it speaks of; empty: all. */
  subject: string
  /** One per run; null where the run has no such figure. */
  values: (number | null)[]
  /** One per run; null while it is learned, and of figures that are always the same. */
  bands: (Band | null)[]
  /** Places of the runs in which it lay outside. */
  outside: number[]
}

/** What the runs of each month or quarter say of the figures. */
export interface FiguresByPeriod {
  unit: "month" | "quarter"
  /** "2026-11", or "2026-Q4"; ascending, those with runs. */
  periods: string[]
  figures: FigureOverPeriods[]
}

export interface FigureOverPeriods {
  id: string
  /** One per period; null where no run of it has the figure. */
  values: ({ runs: number; median: number; least: number; most: number; failed: number } | null)[]
}

export interface TrendColumn {
  name: string
  /** One per run; null where the column was not tested. */
  ratios: (number | null)[]
  /** What the last run holds of it beside those before; absent for other columns, and in older reports. */
  mark?: "new" | "lasting" | "accepted"
}

/** Whether a column's score moves from run to run: Mann-Kendall test and Sen's slope over runs of one configuration and method. */
export interface GradualDrift {
  column: string
  /** Rising or falling when the adjusted p-value is below 0.01. */
  direction: "rising" | "falling" | "steady"
  /** Runs in the series, this one the last. */
  runs: number
  /** Different reference files in the series. */
  references: number
  p_value: number
  /** Benjamini-Hochberg over the columns of this list. */
  p_value_adjusted: number
  /** Thresholds per run: 0.05 means a twentieth of the threshold in each. */
  slope: number
  /** Where the fitted line stands at the first and the last run, in thresholds: 1 is on it. */
  from: number
  to: number
  /** In how many runs the line reaches the threshold; null where it does not rise or has passed it. */
  runs_to_threshold: number | null
  /** Whether the column drifted in any run of the series. */
  drifted: boolean
}
