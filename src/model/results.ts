/** What a comparison found, spelt as report.json is (snake_case), so that nothing is translated on the way out. */
import type { ColumnSummary, ColumnType, ValueCount } from "./columns.js"
import type { CourseLine } from "./course.js"
import type { ScoreRange } from "./outlines.js"
import type { ColumnPeriod } from "./periods.js"
import type { Role } from "./roles.js"

/** In files beyond 60 columns a field that is null is left out, of columns that the page does not open. */
export interface Measurement {
  /** The method's id, as `driftcheck methods` lists it. */
  method: string
  /** The p-value of a test, the distance of a distance; null where there is none. */
  drift_score: number | null
  /** The test's statistic, or the distance before it was normalised. */
  statistic: number | null
  /** Set for tests only. */
  p_value: number | null
  threshold: number
  /** The method's own answer against its own threshold, whatever the policy decides. */
  drifted: boolean | null
  /** Distances: what chance alone reaches in 95 of 100 comparisons at these sizes, where a formula is known. */
  noise_floor: number | null
  /** Why there is no score, or what to doubt about it. */
  reason: string | null
  /** What the score may be by all that is known, of a column of which not every value is; absent where it is certain. */
  between?: ScoreRange
}

/** A measurement that gives no score. */
export const emptyMeasurement = (method: string, threshold: number): Measurement => ({
  method,
  threshold,
  drift_score: null,
  statistic: null,
  p_value: null,
  drifted: null,
  noise_floor: null,
  reason: null,
})

/** Bars and curves of a numeric or datetime column. Counts are rows; values outside the edges are counted in the end bins. */
export interface Histogram {
  kind: "histogram"
  /**
   * Ascending, one more than there are bins. Milliseconds since 1970 UTC when `time`. In files beyond 60 columns, of columns that the page
   * does not open: the first and the last alone where all bins are equally wide; bins are then at most 16, if need be by pairs of them.
   */
  edges: number[]
  reference: number[]
  current: number[]
  time: boolean
  /** One bin per value that there may be, whole numbers or other even steps: the middle of a bin stands for its value. */
  discrete: boolean
  /** Rows that lie outside the first or last edge, both ends together. */
  reference_outside: number
  current_outside: number
  /** Values at 0, 2.5, 5 … 100 %: 41 per side; none in files beyond 60 columns, for columns that the page does not open. */
  reference_quantiles: number[]
  current_quantiles: number[]
  /** Where the two cumulative curves lie furthest apart, and the share of rows at or below it. */
  gap: { at: number; reference: number; current: number } | null
}

export interface CategoryRow {
  value: string
  reference: number
  current: number
  state: "both" | "new" | "gone"
}

/** Rows per category of a categorical or boolean column. */
export interface CategoryTable {
  kind: "categories"
  /** The ten largest by the larger of the two shares, then up to ten new and ten gone ones, larger first. */
  rows: CategoryRow[]
  /** All that is not in `rows`. */
  others: { values: number; reference: number; current: number } | null
  reference_distinct: number
  current_distinct: number
  /** Rows of current whose category the reference never held. */
  new_rows: number
  /** Different values that current alone holds. */
  new_values?: number
  /** Rows of reference whose category current does not hold. */
  gone_rows?: number
  /** Different values that reference alone holds. */
  gone_values?: number
}

export type Distribution = Histogram | CategoryTable

/** A new category, its rows in current, and the reference's category that it resembles. */
export interface RespelledCategory extends ValueCount {
  like: string
}

/** A word and the share of the rows with a text that hold it, in [0, 1]. */
export interface MovedWord {
  word: string
  reference: number
  current: number
}

/** Words of free text whose share of rows moved beyond chance, at most five each way, the largest shift first. */
export interface WordShift {
  more: MovedWord[]
  fewer: MovedWord[]
  /** At most three different texts of each side that these words tell best, cut to 300 characters. */
  typical_reference: string[]
  typical_current: string[]
}

/** What moved, with both its sides: "Median 10.9 → 14.7", and a note such as "+34.4%" or "2 new, 1 gone". */
export interface Change {
  text: string
  note: string | null
}

export interface ColumnBase {
  name: string
  type: ColumnType
  /** Why it has this type: "string, 3 different values". */
  type_reason: string
  role: Role
  /** Set where the configuration marks the column `critical`. */
  critical?: true
  /** Set where the column is on the watchlist of the folder of runs. */
  watched?: true
  /** Set where the configuration accepts its drift on the day of the run: the column is in no share and fails nothing. */
  accepted?: Acceptance
  /** Type as each file states it; null where the side lacks the column. */
  storage: { reference: string | null; current: string | null }
  measurements: Measurement[]
  reference: ColumnSummary | null
  current: ColumnSummary | null
  /** Categories seen on one side only, the largest first, at most 40; the totals are in `n_…`. */
  new_categories: ValueCount[]
  missing_categories: ValueCount[]
  n_new_categories: number
  n_missing_categories: number
  /** Current values below the reference's smallest and above its largest; numeric columns only. */
  outside_range: { below: number; above: number } | null
  /** Values in the reference's range but more than 1.5 of its interquartile ranges outside its quartiles; null where that is 0. */
  outside_fences: { low: number; high: number; reference: number; current: number } | null
  /** New categories that equal one of the reference but for case and spaces, the largest first, at most 40. */
  respelled_categories: RespelledCategory[]
  /** Whether the share of missing values changed; null where nothing is missing on either side. */
  missing_test: MissingTest | null
  /**
   * Checks that the column passes, of which `checks` then has no results: in files beyond 60 columns, for those that the page does not
   * open. Absent elsewhere.
   */
  passed?: string[]
  distribution: Distribution | null
  /** What ordinary periods of the reference do; absent where the column is not tested, or current is not held to them. */
  period?: ColumnPeriod
  /** How it runs over the time of current: its values, and missing ones where there are any. Empty for private columns, and in files beyond 60 columns for those that the page does not open; absent without times. */
  course?: CourseLine[]
  /** Which words moved; null where no text can be read or none may be shown. Absent for other columns and in older reports. */
  word_shift?: WordShift | null
  /** In words what changed most; null where a side has nothing to show. Absent in reports of older versions. */
  what_changed?: Change | null
}

/** A drift that somebody knows of and lives with for a while. */
export interface Acceptance {
  /** The last day, "2026-12-31". */
  until: string
  why: string | null
  owner: string | null
}

/** The 2×2 table of present and missing values on both sides. Tells of the column's rows, not of its values. */
export interface MissingTest {
  reference_share: number
  current_share: number
  /** Chi-square without continuity correction, and its p-value, not adjusted for the number of columns. */
  statistic: number
  p_value: number
  /** Jensen-Shannon distance of the two pairs of shares, base e. */
  distance: number
  /** The distance that ordinary periods do not pass; absent where current is not held to them. */
  period_limit?: number
  /** p below 0.05, and distance at or above 0.1 and beyond `period_limit`: surely, and enough. */
  changed: boolean
}

export interface Effect {
  method: string
  drift_score: number
  threshold: number
}

/** A column that was judged. */
export interface TestedColumn extends ColumnBase {
  status: "drift" | "ok"
  /** The rule that decided, in words with its numbers. */
  reason: string
  /** The method that decided, and the number it compared: for a test the (adjusted) p-value. Of several tests, the surest. */
  method: string
  drift_score: number
  threshold: number
  /** Of several tests: of all of them together. */
  p_value: number | null
  p_value_adjusted: number | null
  /** The distance beside the test: of several the one that is furthest. */
  effect: Effect | null
  /** Where several distances had a say: each of them that has a score, in the order of the policy. */
  effects?: Effect[]
  /**
   * How many times past its threshold the column is: 1 = on it. Same scale for every method (see words/ratio). Null where the
   * values give a distance no scale: the middle 95 % of the reference is one value.
   */
  ratio: number | null
}

/** A column without an answer. */
export interface UntestedColumn extends ColumnBase {
  status: "not_tested" | "error"
  reason: string
  method: null
  drift_score: null
  threshold: null
  p_value: null
  p_value_adjusted: null
  effect: null
  ratio: null
}

export type ColumnResult = TestedColumn | UntestedColumn

export interface CheckResult {
  /** The check's name, as `driftcheck checks` lists it. */
  id: string
  /** The column it is about; null when it is about the whole table. */
  column: string | null
  status: "pass" | "warn" | "fail" | "not_applicable" | "error"
  /** The number compared with the limits; higher is worse. */
  value: number | null
  /** The reference's figure in the same unit, where there is one. */
  reference_value: number | null
  /** Passed when value > limit; what the limits are counted from and the slack for chance are already added. */
  warn_limit: number | null
  fail_limit: number | null
  /** One sentence that names columns, values and figures. */
  message: string
  /** A rule of the configuration, as it was written there; set for `rule` only. */
  rule?: string
}

/** Drift over all tested columns at once, on a seeded sample of rows. */
export interface MultivariateResult {
  method: string
  title: string
  description: string
  status: "drift" | "ok" | "error"
  /** Why there is no score, or what to doubt about it. */
  reason: string | null
  score: number | null
  threshold: number
  /** Set where drift also needs a p-value below `significance`. */
  p_value: number | null
  significance: number | null
  reference_rows: number
  current_rows: number
  seed: number
  /** The columns that tell the sides apart, the largest share first; at most 20. */
  columns: { name: string; share: number }[]
  /** What the shares are shares of. */
  shares_of: string
}

/**
 * spearman: two numeric columns, in [−1, 1]. cramers-v: two categorical or boolean ones, corrected for bias, in [0, 1].
 * correlation-ratio: one of each, on ranks and corrected for bias (the root of epsilon squared), in [0, 1].
 */
export type CorrelationMethod = "spearman" | "cramers-v" | "correlation-ratio"

/** How closely two columns go together on each side, over the rows that have both. */
export interface CorrelationPair {
  /** Column names. */
  first: string
  second: string
  method: CorrelationMethod
  reference: number
  current: number
  /** current − reference. */
  change: number
  /** Rows that have both values. */
  reference_rows: number
  current_rows: number
  /** What chance alone moves such a pair by in 95 of 100 comparisons of so many rows; known for the eight most moved pairs. */
  noise: number | null
  /** Whether the change is more than chance among all the pairs looked at: p below 0.05 after Bonferroni. */
  beyond_chance: boolean | null
}

/** Pairs of columns, on the sampled rows. No verdict follows from them. */
export interface Correlations {
  /** Why none were looked at; null where they were. */
  reason: string | null
  /** Pairs that have a figure on both sides. */
  pairs_total: number
  /** Rows looked at: all of them up to 50,000, beyond that a seeded sample of as many. */
  reference_rows: number
  current_rows: number
  seed: number
  /** The largest change first. Up to 300 all of them; beyond, the 100 most moved and each column's three closest. */
  pairs: CorrelationPair[]
}

/** The comparison within each part of the rows: a category of a column, or a bin of its values. */
export interface Segmentation {
  /** The column whose values part the rows. */
  column: string
  /** Inner bounds of the bins, ascending; null: a segment for each category. */
  edges: number[] | null
  /** Segments with at least one row; the largest 50 are listed. */
  segments_total: number
  /** The most rows on both sides together first. */
  segments: SegmentResult[]
}

export interface SegmentResult {
  /** The category, or the bin in words; null: the rows without a value. */
  value: string | null
  reference_rows: number
  current_rows: number
  /** `too_few_rows`: fewer than `min_rows` on a side. `new` and `gone`: rows on one side only. */
  status: "compared" | "too_few_rows" | "new" | "gone"
  drifted_columns: number
  tested_columns: number
  /** Columns that were tested as a whole and are not free text, in the order of the report. */
  columns: SegmentColumn[]
}

/** One column in one segment; fields as for a column of the report. P-values are adjusted over all columns of all segments. */
export interface SegmentColumn {
  name: string
  status: ColumnResult["status"]
  reason: string
  method: string | null
  drift_score: number | null
  threshold: number | null
  p_value: number | null
  p_value_adjusted: number | null
  effect: Effect | null
  ratio: number | null
}

export interface SchemaChange {
  /** Columns only in current. */
  added: string[]
  /** Columns only in reference. */
  removed: string[]
  /** `comparable`: still the same kind of value, so that the column is compared all the same. */
  type_changed: { column: string; reference: string; current: string; comparable: boolean }[]
  /** Removed and added columns whose values agree. */
  renamed: { reference: string; current: string; reason: string }[]
  /** Shared columns in another place among the shared ones: the fewest that explain the new order. Absent where it is the old one. */
  reordered?: string[]
}

/**
 * `no_drift`: nothing was found; of a check, whose report has the kind `check`, that the contract is kept. The last three are those of
 * a gate: the challenger is better, it is not, or the rows leave that open.
 */
export type VerdictStatus =
  "no_drift" | "drift" | "checks_failed" | "metrics_failed" | "no_verdict" | "promote" | "reject" | "undecided"

/** The verdicts of a gate. */
export type GateDecision = "promote" | "reject" | "undecided"

export interface Verdict {
  /** `no_verdict` outranks all: there is no answer. `drift`: of the data set, or of columns that fail the run by themselves. */
  status: VerdictStatus
  /** 0 nothing that fails the run, 1 a finding that does, 2 no answer. */
  exit_code: 0 | 1 | 2
  /** Sentences, the most important first. */
  reasons: string[]
  /** Each cause named by `fail_on` that holds. Without an answer they are those found all the same; the exit code is then 2. */
  causes: Cause[]
}

/** Why a run fails. */
export interface Cause {
  /** As `--fail-on` names it. */
  id: string
  /** The verdict's status if nothing else were found. */
  status: "drift" | "checks_failed" | "metrics_failed"
  /** What was found; null where the verdict's other reasons say it. */
  sentence: string | null
  /** Names of the columns to blame, in the order of the report. */
  columns: string[]
  /** The checks to blame, in the order of the report. */
  checks: CauseCheck[]
  /** The figures to blame, in the order of the report. */
  metrics: { id: string; labels: Record<string, string> }[]
}

/** As much of a check's result as tells it from the others. */
export interface CauseCheck {
  id: string
  column: string | null
  status: "warn" | "fail"
  /** Set for `rule` only. */
  rule?: string
}

export interface DriftFacts {
  /** Whether at least one column drifted and the share reaches its threshold, or more columns did than may. */
  dataset_drift: boolean
  /** drifted_columns / tested_columns; 0 when none was tested. */
  drift_share: number
  /** The weights of drifted columns by those of tested ones; null where no column has a weight of its own. Decides nothing. */
  weighted_drift_share: number | null
  /** The share from which on the data set drifts. */
  drift_share_threshold: number
  /** The most columns that may drift before the data set does, where that was set. */
  max_drifted?: number
  drifted_columns: number
  tested_columns: number
  /** The policy that judged the columns, or the ids of the methods that replaced it. */
  policy: string
  /**
   * Set where current is held to the reference's own periods and no share was asked for: the data set then drifts with any drifted
   * column, or where all columns together (`table`) moved more than an ordinary period.
   */
  by_periods?: { table: boolean }
}
