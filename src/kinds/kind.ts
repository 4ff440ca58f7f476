/** What differs between kinds of runs: whoever shows, counts or keeps a report asks this and never which kind it is. */
import type { ColumnResult, HistoryRun, VerdictStatus } from "../model.js"

export interface Kind {
  /** Heading of the page. */
  heading: string
  /** Whether `reference` is a table that was read. Without one, nothing is compared and tables show one value, not two. */
  hasReference: boolean
  /** Whether columns were tested, so that `drift` holds figures: they are reported, kept in the history and charted over runs. */
  hasDriftShare: boolean
  /** Whether a finding fails the run where `--fail-on` names it; a gate's answer is its exit code. */
  failsOnFindings: boolean
  /** What `driftcheck decide` takes of it: how model and data are, or whether a challenger is promoted; null: nothing. */
  decides: "situation" | "promotion" | null
  /** What the two sides of the report are called. */
  sides: { reference: string; current: string }
  /** Sections of the page in their order. One without content is left out; "Setup" always comes last. */
  sections: readonly Section[]
  /** The note below the heading "Columns". */
  columnsNote: string
  /** States of a column that say something: they have a chip, a row with --all and a test case in JUnit XML. */
  columnStates: readonly ColumnResult["status"][]
  /** Titles of the verdict, beside those that count failed checks. `unread`: a file gave no table. */
  verdictTitles: Record<"drift" | "no_drift" | "no_verdict" | "unread", string>
  /** What each exit code means. */
  exitWords: Record<0 | 1 | 2, string>
  /** Names of the Prometheus metrics in their order, without "driftcheck_". */
  metrics: readonly MetricName[]
  /** How the index of a reports folder calls each verdict: of the latest run, and in the list. */
  indexTitles: Partial<Record<VerdictStatus, { latest: string; listed: string }>>
  /** What the index says of the latest run where it has an answer. */
  runSentence: (run: HistoryRun) => string
}

/** A section of the page; its id is its anchor and the name of its template. */
export type Section =
  | "labels"
  | "metrics"
  | "llm"
  | "performance"
  | "columns"
  | "schema"
  | "quality"
  | "outcomes"
  | "segments"
  | "together"
  | "correlations"
  | "alerts"
  | "trend"

export type MetricName =
  | "info"
  | "timestamp_seconds"
  | "duration_seconds"
  | "exit_code"
  | "verdict"
  | "drift_share"
  | "drift_share_threshold"
  | "columns"
  | "checks"
  | "rows"
  | "column_ratio"
  | "column_drifted"
  | "column_missing_share"
  | "check_failures"
  | "layer_state"
  | "metric"
  | "metric_low"
  | "metric_high"
  | "metric_reference"
  | "metric_failed"
  | "concept_drift"
  | "loss_change"
  | "error_changes"
  | "chunks"
  | "chunks_outside"
  | "chunks_worse"
