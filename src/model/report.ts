import type { LakeVersion, Traffic } from "./files.js"
/** The one result behind every reporter, spelt as report.json is; and what a reporter is. */
import type { AlertFacts } from "./alerts.js"
import type { CourseFacts } from "./course.js"
import type { GateFacts } from "./gate.js"
import type { LabelFacts } from "./labels.js"
import type { LlmFacts } from "./llm.js"
import type { MetricResult } from "./metrics.js"
import type { PerformanceReport } from "./performance.js"
import type { PeriodFacts } from "./periods.js"
import type { ProxyFacts } from "./proxies.js"
import type { NamedRole } from "./roles.js"
import type { TraceRole } from "./trace-roles.js"
import type {
  CheckResult,
  ColumnResult,
  Correlations,
  DriftFacts,
  MultivariateResult,
  SchemaChange,
  Segmentation,
  Verdict,
} from "./results.js"
import type { CheckMeta } from "./units.js"
import type { ReportKind, Since, Trend } from "./history.js"
import type { WindowFacts } from "./window.js"

/** One side of the comparison; figures are null where the file gave no answer. */
export interface DatasetFacts {
  /** Short name for people, usually the file's base name. */
  label: string
  /** The file, as named on the command line. */
  path: string
  rows: number | null
  columns: number | null
  /** Missing values in all columns together. */
  missing_cells: number | null
  /** Rows with at least one missing value. */
  rows_with_missing: number | null
  /** Rows equal to an earlier row. */
  duplicate_rows: number | null
  /** Size of the file. */
  bytes: number | null
  /** Of the file's bytes, in hexadecimal digits; of a file in a store: of its size and ETag; null without a file, and with `--no-hash`. */
  sha256: string | null
  /** First and last instant of the timestamp column, ISO 8601 UTC; null without one. */
  time_range: [string, string] | null
  /** Of a Delta Lake or Iceberg table: which version of it was read. */
  table?: LakeVersion
  /** Of what lies in a store: bytes fetched and requests made. */
  fetched?: Traffic
}

/** How the run was made; shown under "Setup". */
export interface Setup {
  /** The configuration file, if there was one. */
  config_path: string | null
  /** Of every setting that differs from its default; equal for runs that judge alike. What fails the run is not part of it. */
  config_hash: string | null
  /** Whether the configuration file was found beside or above the working directory, not named. */
  config_found: boolean
  /** What ends in exit code 1, as `--fail-on` names it; empty with `--exit-zero`. */
  fail_on: string[]
  /** Columns with a role, and how it is known: named, or found by its name (such a role serves metrics alone). */
  roles: { role: NamedRole | TraceRole; column: string; reason: string }[]
  /** Rows needed on each side for a verdict. */
  min_rows: number
  node_version: string
  /** How long the comparison took. */
  duration_ms: number
}

/** The one result behind every reporter. Every number is finite or null. */
export interface Report {
  /** What the run was: each kind has its own sections and words (src/kinds). Reports of older versions lack it for a comparison. */
  kind: ReportKind
  /** Rises when a field goes away or changes its meaning; see docs/report-json.md. */
  schema_version: 2
  /** The version that made the report. */
  driftcheck_version: string
  /** The command line, as typed. */
  command: string
  /** ISO 8601, UTC. */
  created_at: string
  /** What the data set is called; absent where nobody said. */
  dataset?: string
  reference: DatasetFacts
  current: DatasetFacts
  verdict: Verdict
  /** What is new, lasting and back to normal; absent without a history, and without a verdict. */
  since?: Since
  drift: DriftFacts
  /** The reference's own periods that current was held to; absent where it was not. */
  periods?: PeriodFacts
  /** The hours or days over which the columns are followed within current; absent where it has no times that are known. */
  course?: CourseFacts
  /** Columns of both sides: the reference's order, then those added. */
  columns: ColumnResult[]
  schema: SchemaChange
  /** The comparison by parts of the rows; absent unless asked for. */
  segments?: Segmentation[]
  /** Figures with their intervals and limits: all rows first, then segments. */
  metrics: MetricResult[]
  /** Early figures that may stand for later ones; absent where the configuration names none. */
  proxies?: ProxyFacts
  /** Predictions beside their truth; absent unless there are a target and a prediction. */
  performance?: PerformanceReport
  /** How late labels were joined to each side (null: none were); absent without any. */
  labels?: { reference: LabelFacts | null; current: LabelFacts | null }
  /** What traces of an LLM application show; absent from other tables. */
  llm?: LlmFacts
  /** The window of a stream that current is; absent where it is a file. */
  window?: WindowFacts
  /** What a gate decided on; absent from runs of other kinds. */
  gate?: GateFacts
  /** What each check found, one result for each column or thing it looks at; see `passed` of a column. */
  checks: CheckResult[]
  /** Empty unless asked for. */
  multivariate: MultivariateResult[]
  /** Which columns go together, and which pairs no longer do as they did. */
  correlations: Correlations
  /** Names of the methods and checks that occur above, so that a reporter needs no registry. */
  methods: MethodTitle[]
  check_titles: CheckTitle[]
  /** What a reader should know before trusting the figures: how files were read, few rows. */
  warnings: string[]
  /** Null without a history. */
  trend: Trend | null
  /** Alerts of the folder of runs, as they were before this run; absent where it has none and no silences. */
  alerts?: AlertFacts
  setup: Setup
}

export interface MethodTitle {
  id: string
  title: string
  short_title: string
  kind: "test" | "distance"
}

export interface CheckTitle {
  id: string
  title: string
  fail_title: string
  unit: CheckMeta["unit"]
}

export interface RenderOptions {
  /** Terminal columns. */
  width: number
  /** Whether sentences are broken into lines of that width; elsewhere each is one line, for programs that look for it. */
  wrap?: boolean
  color: boolean
  /** false: ASCII signs only. */
  unicode: boolean
  /** List every column and check, not only findings. */
  all: boolean
  /** The page opens every column; otherwise, above 60 columns, only those worth it. */
  allDetails?: boolean
  /** For files: nothing that only helps a reader's eye, and no curves that the page does not open. */
  compact?: boolean
  /** Where the HTML report was written, to be named in the table; null when none was. */
  reportPath: string | null
}

/** What a reporter says of itself: from it come its flag, its key in the configuration, help, completion and docs. */
export interface ReporterMeta {
  title: string
  description: string
  /** What `--<id> FILE` and the key `outputs.<id>` write, after the word "write"; null where it only goes to stdout. */
  file: string | null
  /** Whether stdout may carry it, by `--format <id>`; bytes that are no text go to files alone. */
  stdout: boolean
}

/** Turns a report into one output. Its file is loaded for `--help` too, so packages are imported inside `render`. */
export interface Reporter {
  meta: ReporterMeta
  /** The whole output: a string that ends in a line feed, or the bytes of a binary file. */
  render(report: Report, options: RenderOptions): Rendered | Promise<Rendered>
}

export type Rendered = string | Uint8Array
