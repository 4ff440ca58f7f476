/**
 * Every noun of driftcheck as a type. Read this first; it imports nothing.
 *
 * The line: argv → Options → two Datasets → matched columns → Evidence → Measurement → Verdict → Report → text | HTML | JSON → exit code.
 * Types of the report are spelt as report.json is (snake_case), so that nothing is translated on the way out.
 * Two sides are always named `reference` and `current`, in this order.
 */

// ---------------------------------------------------------------- columns

export const columnTypes = ["numeric", "categorical", "boolean", "datetime", "text", "identifier", "nested"] as const
export type ColumnType = (typeof columnTypes)[number]

export const roles = ["feature", "target", "prediction", "timestamp", "id"] as const
export type Role = (typeof roles)[number]

/** How a file stores a column's values, before anything is inferred from them. `null`: every value is missing and no type is known. */
export type StorageKind = "number" | "boolean" | "string" | "datetime" | "time" | "binary" | "nested" | "null"

/** What is known of a column before its values are read. */
export interface ColumnInfo {
  /** Unique within its table. Untrusted: may hold anything. */
  name: string
  /** The type in Arrow's words: "int64", "double", "timestamp[us, tz=UTC]", "string", "list<string>". */
  storageType: string
  kind: StorageKind
  /** Whether numbers are whole by type (int8 … uint64); false for every other kind. */
  integer: boolean
}

/** A category and the number of rows that hold it. */
export interface ValueCount {
  value: string
  count: number
}

/** One side of one column in figures. Fields that do not apply to the column's type are null. Missing = null or NaN. */
export interface ColumnSummary {
  rows: number
  missing: number
  /** NaN among the missing. */
  nan: number
  /** +Infinity and -Infinity: set aside, neither missing nor part of any figure below. */
  infinite: number
  /** Different values among those present and finite; null for nested columns. */
  distinct: number | null
  /** Numbers: in the column's unit. Datetimes: ISO 8601, UTC, milliseconds. */
  min: number | string | null
  max: number | string | null
  /** Numbers: rows that hold the smallest and the largest value. */
  at_min: number | null
  at_max: number | null
  mean: number | null
  /** Sample standard deviation (n − 1); null below two values, 0 for a constant. */
  std: number | null
  sum: number | null
  /** Biased, as scipy.stats.skew; null for a constant. */
  skew: number | null
  /** Excess, biased, as scipy.stats.kurtosis; null for a constant. */
  kurtosis: number | null
  zeros: number | null
  negative: number | null
  /** Percent → value: 0 1 5 10 25 50 75 90 95 99 100; linear interpolation (Hyndman-Fan 7). Numbers only. */
  quantiles: Record<string, number> | null
  /** Digits after the decimal point, on average over at most 1,000 values evenly spaced through the sorted ones; each counts up to 10. */
  decimals_mean: number | null
  /** Up to three most common values; ties: smaller number first, strings by code point. */
  top: ValueCount[]
  /** Strings: length in code points. */
  length_min: number | null
  length_max: number | null
  length_mean: number | null
  /** Strings: "" and those empty after trimming (blank includes empty). */
  empty: number | null
  blank: number | null
  /** Strings: share of present values that hold white space between other characters. */
  spaced: number | null
  /** Strings: values that often stand for a missing one ("NA", "null", "-"), the most common first, at most 10. */
  null_words: ValueCount[] | null
  /** Equal for two columns that hold the same values at the same 4,096 evenly spaced rows; null for nested columns. */
  content_hash: string | null
  /** Datetimes only. */
  time: TimeSummary | null
}

/** How a datetime column runs: gaps, and rows per period. */
export interface TimeSummary {
  span_days: number
  /** Rows at an instant that another row has already had. */
  repeated: number
  /** Between one row and the next, in milliseconds; null for a single row. */
  median_gap_ms: number | null
  largest_gap_ms: number | null
  /** ISO 8601: the row after which the largest gap begins. */
  largest_gap_from: string | null
  /** "hour", "day", "week", "month" …: chosen so that there are at most about 200. */
  period: string
  periods: number
  empty_periods: number
  /** Rows in the period with the fewest, the middle and the most rows. */
  rows_per_period: { min: number; median: number; max: number }
}

// ---------------------------------------------------------------- the seam

/**
 * An opened dataset answers questions about its columns, whatever stands behind it (Arrow columns, later a saved profile or SQL).
 * A question it cannot answer is thrown as InputError; that column is then not tested, with the message as its reason.
 */
export interface Dataset {
  /** Short name for people, usually the file's base name. */
  readonly label: string
  readonly path: string
  readonly rows: number
  readonly columns: readonly ColumnInfo[]
  /** Whether the file itself states its columns' types (Parquet does, CSV does not). */
  readonly typed: boolean
  /** What a reader should know about how the file was read. */
  readonly warnings: readonly string[]
  summary(column: string): Promise<ColumnSummary>
  /** Finite values, ascending; datetimes as milliseconds since 1970 UTC. Length ≥ 0. Do not change it. */
  sample(column: string): Promise<Float64Array>
  /** Rows per category, missing left out; keys in first-seen order. Whole numbers beyond 2^53 keep all their digits. */
  counts(column: string): Promise<ReadonlyMap<string, number>>
  /** At most so many different texts of a column, evenly spaced in the order first met, with their rows; none for columns of other kinds. */
  texts(column: string, most: number): Promise<TextSide>
  /** Whether single rows can be read: a file's can, a profile's cannot. */
  readonly keepsRows: boolean
  /** Announces the rows that `values` will be asked for in every column, in this very array: a column's memory can then be used better. */
  expectRows?(rows: Int32Array): void
  /** The column's values at the given rows of the file (0-based); null for nested columns. */
  values(column: string, rows: Int32Array): Promise<RowValues | null>
  /** The column's values row by row, in stretches. What is given keeps the column in memory. */
  reader(column: string): Promise<RowReader>
  /** One hash per row over these columns together, the same for the same values in any dataset. Throws InputError for a profile. */
  keyHashes(columns: readonly string[]): Promise<KeyHashes>
  /** Rows equal to an earlier row in all of these columns; two missing values count as equal. */
  repeatedRows(columns: readonly string[]): Promise<number>
  /** Forgets what was read of a column; the next question reads it again. */
  release(column: string): void
  /** Facts that need every column to be read once; reads those not read yet. */
  rowFacts(): Promise<RowFacts>
  close(): void
}

/**
 * One column's values at some rows. Numbers and times (milliseconds since 1970 UTC, or since midnight): NaN stands for a
 * missing or infinite one. Texts and flags: codes into `labels`, −1 for missing; no label occurs twice.
 */
export type RowValues =
  { kind: "numbers"; values: Float64Array } | { kind: "codes"; codes: Int32Array; labels: string[] }

/** Row numbers of both sides, ascending: what looks at several columns at once reads each at these rows. */
export interface RowSample {
  reference: Int32Array
  current: Int32Array
}

/**
 * One column of both sides at the sampled rows: position i of a side is the same row in every column. Numeric and datetime
 * columns are numbers (NaN: missing or infinite; times in milliseconds); categorical and boolean ones are codes into labels
 * that both sides share (−1: missing).
 */
export type SampledColumn =
  | { kind: "numbers"; reference: Float64Array; current: Float64Array }
  | { kind: "codes"; labels: string[]; reference: Int32Array; current: Int32Array }

/** Both tables at the sampled rows, for what needs several columns at once. */
export interface SampledTable {
  rows: RowSample
  /** By column name. Only shared columns that are numeric, datetime, categorical or boolean: look up, never assume. */
  columns: ReadonlyMap<string, SampledColumn>
}

/** A column's values row by row: `read` gives those from row `from` up to, but not with, row `to`. */
export type RowReader =
  /** Numbers, datetimes (milliseconds since 1970 UTC), times of day (milliseconds since midnight), booleans (0 and 1); NaN: missing. */
  | { kind: "numbers"; read: (from: number, to: number) => Float64Array }
  /** Texts as places in `labels`; -1: missing. Labels are all different; some may be used by no row. */
  | { kind: "labels"; labels: readonly string[]; read: (from: number, to: number) => Int32Array }
  /** Lists, structures: 1 where there is a value, 0 where it is missing. */
  | { kind: "presence"; read: (from: number, to: number) => Uint8Array }

/** Hashes of keys: of all rows whose key has no missing part, in row order. */
export interface KeyHashes {
  /** 64 bits per row, low and high half in turn. */
  hashes: Uint32Array
  /** One per row of the table: 1 where a part of the key is missing. */
  isMissing: Uint8Array
}

export interface RowFacts {
  missing_cells: number
  rows_with_missing: number
  /** Rows equal to an earlier row in every column that is not nested. */
  duplicate_rows: number
}

// ---------------------------------------------------------------- methods

/** Two ascending samples of finite values, each of length ≥ 1. */
export interface Samples {
  reference: Float64Array
  current: Float64Array
}

/** Rows per cell, aligned: cell i is the same category or bin on both sides. Both totals ≥ 1; no cell is 0 on both sides unless binned. */
export interface Counts {
  reference: Float64Array
  current: Float64Array
}

/** Different texts of one side and how many rows hold each; missing ones left out; at least one row. */
export interface TextSide {
  values: readonly string[]
  /** Rows per value, aligned with `values`; each ≥ 1. */
  counts: Float64Array
}

export interface Texts {
  reference: TextSide
  current: TextSide
}

export interface EvidenceByNeed {
  samples: Samples
  counts: Counts
  texts: Texts
}
export type Need = keyof EvidenceByNeed

/** How a numeric column becomes counts. Categories need no bins. */
export type Binning = "reference-deciles" | "equal-width-50"

export interface MethodMeta<N extends Need = Need> {
  title: string
  /** Short form for narrow tables: "Wasserstein". */
  shortTitle: string
  /** One sentence: what the score says, and its range. */
  description: string
  /** A test gives a p-value and drifts below its threshold; a distance drifts at or above it. */
  kind: "test" | "distance"
  columnTypes: readonly ColumnType[]
  needs: N
  /** Only where `needs` is counts and numeric columns are served. */
  bins?: Binning
  threshold: number
  thresholdReason: string
  /** Measured in every comparison; the others only where a policy, a user or `--measure` names them. */
  usual?: true
  /** The paper or book. */
  source: string
}

export interface Score {
  /** p-value of a test, distance of a distance: the number compared with the threshold. Finite. */
  score: number
  /** The test's statistic, or the distance before it was normalised; in the units its docstring gives. */
  statistic?: number
  /** Doubts: "fewer than 5 expected in 3 of 8 cells". */
  warnings?: string[]
}

/** Where the evidence allows no score (a z-test over three categories), the reason as a sentence. Not an error. */
export interface NoScore {
  score: null
  reason: string
}

export type MethodResult = Score | NoScore

export interface DriftMethod<N extends Need = Need> {
  meta: MethodMeta<N>
  measure(evidence: EvidenceByNeed[N]): MethodResult
  /** Distances only: the 95 % point of the score for these sizes when nothing changed, where a formula is known. */
  noiseFloor?(evidence: EvidenceByNeed[N]): number
}

// ---------------------------------------------------------------- results per column

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
}

/** Bars and curves of a numeric or datetime column. Counts are rows; values outside the edges are counted in the end bins. */
export interface Histogram {
  kind: "histogram"
  /** Ascending, one more than there are bins. Milliseconds since 1970 UTC when `time`. */
  edges: number[]
  reference: number[]
  current: number[]
  time: boolean
  /** One bin per whole number: the bin [v - 0.5, v + 0.5] stands for v. */
  discrete: boolean
  /** Rows that lie outside the first or last edge, both ends together. */
  reference_outside: number
  current_outside: number
  /** Values at 0, 2.5, 5 … 100 %: 41 per side. */
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
}

export type Distribution = Histogram | CategoryTable

/** A new category, its rows in current, and the reference's category that it resembles. */
export interface RespelledCategory extends ValueCount {
  like: string
}

export interface ColumnBase {
  name: string
  type: ColumnType
  /** Why it has this type: "string, 3 different values". */
  type_reason: string
  role: Role
  /** Set where the configuration marks the column `critical`. */
  critical?: true
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
  distribution: Distribution | null
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
  /** p below 0.05 and distance at or above 0.1: surely, and enough. */
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
  /** The method that decided, and the number it compared: for a test the (adjusted) p-value. */
  method: string
  drift_score: number
  threshold: number
  p_value: number | null
  p_value_adjusted: number | null
  effect: Effect | null
  /** How many times past its threshold the column is: 1 = on it. Same scale for every method (see report/ratio). */
  ratio: number
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

// ---------------------------------------------------------------- checks

export interface CheckMeta {
  /** Title when it passes and when it does not: "Missing values did not rise" / "More values are missing". */
  title: string
  failTitle: string
  description: string
  /** What it looks at. */
  evidence: CheckNeed
  /** What `value` is: a share in [0, 1], a number of things, a factor ≥ 1, or any other number. */
  unit: "share" | "count" | "factor" | "number"
  /** What the limits are counted from: 0, or the reference's own figure (so that only a rise is found). */
  limitsAbove: "zero" | "reference"
  /** The largest acceptable value: passed when value > limit; null: never. */
  warnLimit: number | null
  failLimit: number | null
  /** Why these limits. */
  limitsReason: string
}

/**
 * What checks look at: `schema` the lists of columns; `figures` summaries over all rows; `values` what else was counted over both
 * sides of a column; `texts` up to 4,096 different texts of a column; `times` all instants; `keys` rows per key; `rows` a sample of rows.
 */
export const checkNeeds = ["schema", "figures", "values", "texts", "times", "keys", "rows"] as const
export type CheckNeed = (typeof checkNeeds)[number]

/** What a check saw. Its status follows from its limits, once, in the verdict. */
export interface CheckFinding {
  /** The column it is about; null when it is about the whole table. */
  column: string | null
  /** The number compared with the limits; higher is worse. */
  value: number
  /** The reference's figure in the same unit, where there is one. */
  reference_value: number | null
  /** What chance alone may add at these row counts, in the unit of `value`; added to both limits. Default 0. */
  slack?: number
  /** Set where what was seen rests on a guess: it never fails by default. */
  guessed?: true
  /** One sentence that names columns, values and figures. */
  message: string
}

/** What a check may look at: both tables in figures, after every column was read. */
export interface CheckInput {
  reference: TableFacts
  current: TableFacts
  /** Columns of both sides together: the reference's order, then those added. */
  columns: readonly CheckedColumn[]
  schema: SchemaChange
  /**
   * The columns' values side by side at the same rows: all rows up to 50,000 a side, beyond that a seeded sample of as many, so
   * what is counted here is an estimate where `rows` is shorter than the table. Null above 100 shared columns and for profiles:
   * a check that needs it then finds nothing (returns no finding). Do not change it.
   */
  sample: SampledTable | null
  /** Every pair's correlation on both sides, from that sample; without pairs where there is none. */
  correlations: Correlations
  /** What was looked at for checks alone, by column; not part of the report. */
  evidence: ReadonlyMap<string, CheckEvidence>
  /** Rows per key. */
  keys: CheckedKeys
  /** When the run began, milliseconds since 1970 UTC; null where it has no clock. */
  now: number | null
  /** Columns whose values no message may show; what they list as texts is called "value 1", "value 2" … already. */
  private: ReadonlySet<string>
}

/** Keys that were named, or found to name the rows of the reference. */
export interface CheckedKeys {
  keys: CheckedKey[]
  /** Why there are none. */
  reason: string | null
}

/** How often one key repeats on both sides. */
export interface CheckedKey {
  columns: string[]
  /** Whether a user named it; otherwise it was found: no row of the reference repeats it. */
  named: boolean
  /** Whether only the sampled rows were counted. */
  sampled: boolean
  reference: KeySide
  current: KeySide
  /** Keys of the reference that current lacks; null where they were not looked up. */
  absent: { keys: number; examples: string[] } | null
}

export interface KeySide {
  /** Rows whose key has no missing part, and their different keys. */
  rows: number
  keys: number
  /** Rows whose key has a missing part. */
  missing: number
  /** The keys with the most rows, two or more, at most 5. */
  worst: { key: string; rows: number }[]
}

/** What checks need of a column beyond the figures that the report shows. Null where a side gives no answer, or has no such values. */
export interface CheckEvidence {
  /** Categories that a single row of the reference holds; null where rows are not counted by category. */
  singles: number | null
  texts: { reference: TextKinds | null; current: TextKinds | null }
  /** The form of the reference's texts, and what of both sides has another; null where they have none in common. */
  form: TextForm | null
  /** Values at the sampled rows of a column that the sample leaves out, equal where they are; −1 and NaN: missing. */
  rowCodes: { reference: Int32Array | Float64Array; current: Int32Array | Float64Array } | null
  times: { reference: TimesOfDay; current: TimesOfDay; afterNow: { reference: number; current: number } | null } | null
  /** Why there is no more: what a profile does not keep. Told by a check that finds nothing to look at. */
  reason: string | null
}

/** What texts read like, in rows of those looked at (up to 4,096 different ones); blank ones and words for missing left out. */
export interface TextKinds {
  rows: number
  number: number
  date: number
  boolean: number
  text: number
  /** The most common texts of each kind, at most 5. */
  examples: Record<"number" | "date" | "boolean" | "text", string[]>
}

/** A pattern that the reference's texts keep. */
export interface TextForm {
  /** "email", "uuid" …, or "code". */
  name: string
  /** A regular expression that a whole text must match. */
  pattern: string
  reference: { rows: number; broken: number }
  current: { rows: number; broken: number; /** At most 5, the most common first. */ examples: ValueCount[] }
}

/** Rows in each half hour of the day, UTC: 48 numbers. */
export type TimesOfDay = readonly number[]

export interface TableFacts extends RowFacts {
  label: string
  rows: number
}

export type CheckedColumn = ColumnBase

/** Why a check has nothing to look at, as a sentence. */
export interface NothingToCheck {
  reason: string
}

export interface DataCheck {
  meta: CheckMeta
  /** One finding for each column or thing it applies to; none, or why there is none, when it applies to nothing. Pure. */
  check(input: CheckInput): CheckFinding[] | NothingToCheck
}

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

// ---------------------------------------------------------------- all columns together

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

// ---------------------------------------------------------------- pairs of columns

/**
 * spearman: two numeric columns, in [−1, 1]. cramers-v: two categorical or boolean ones, corrected for bias, in [0, 1].
 * correlation-ratio: one of each (eta), in [0, 1].
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

// ---------------------------------------------------------------- parts of the rows

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

// ---------------------------------------------------------------- the report

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
  /** Of the file's bytes, in hexadecimal digits. */
  sha256: string | null
  /** First and last instant of the timestamp column, ISO 8601 UTC; null without one. */
  time_range: [string, string] | null
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

/** `no_drift`: nothing was found; of a check, whose report has the kind `check`, that the contract is kept. */
export type VerdictStatus = "no_drift" | "drift" | "checks_failed" | "no_verdict"

export interface Verdict {
  /** `no_verdict` outranks all: there is no answer. `drift`: of the data set, or of columns that fail the run by themselves. */
  status: VerdictStatus
  /** 0 nothing that fails the run, 1 a finding that does, 2 no answer. */
  exit_code: 0 | 1 | 2
  /** Sentences, the most important first. */
  reasons: string[]
}

export interface DriftFacts {
  /** Whether at least one column drifted and the share reaches its threshold. */
  dataset_drift: boolean
  /** drifted_columns / tested_columns; 0 when none was tested. */
  drift_share: number
  /** The weights of drifted columns by those of tested ones; null where no column has a weight of its own. Decides nothing. */
  weighted_drift_share: number | null
  /** The share from which on the data set drifts. */
  drift_share_threshold: number
  drifted_columns: number
  tested_columns: number
  /** The policy that judged the columns, or the ids of the methods that replaced it. */
  policy: string
}

/** How the run was made; shown under "Setup". */
export interface Setup {
  /** The configuration file, if there was one. */
  config_path: string | null
  /** Of everything that steers the comparison; equal for runs that judge alike. What fails the run is not part of it. */
  config_hash: string | null
  /** Whether the configuration file was found beside or above the working directory, not named. */
  config_found: boolean
  /** What ends in exit code 1, as `--fail-on` names it; empty with `--exit-zero`. */
  fail_on: string[]
  /** Rows needed on each side for a verdict. */
  min_rows: number
  node_version: string
  /** How long the comparison took. */
  duration_ms: number
}

// ---------------------------------------------------------------- over many runs

/** One run as the history keeps it: a line of history.ndjson. */
export interface HistoryRun {
  /** Its folder: "2026-11-23T021500Z". */
  run: string
  /** Set where a table was held against its contract. */
  kind?: "check" | undefined
  /** ISO 8601, UTC. */
  created_at: string
  status: VerdictStatus
  exit_code: 0 | 1 | 2
  /** What stood in the way of an answer; null where there is one. */
  reason: string | null
  /** Null where there is no answer, and where nothing was compared. */
  drift_share: number | null
  drift_share_threshold: number | null
  drifted_columns: number
  tested_columns: number
  failed_checks: number
  reference: { rows: number | null; sha256: string | null }
  current: { rows: number | null; sha256: string | null }
  config_hash: string | null
  /** Those that were tested. */
  columns: HistoryColumn[]
}

/** How far a tested column was from the reference in one run. */
export interface HistoryColumn {
  name: string
  /** As in the report: 1 is on the threshold. */
  ratio: number
  /** The distance that says how far it moved; where a test alone decides, its p-value. */
  score: number
  drifted: boolean
  /** What gave the score, and what it was compared with. */
  method: string
  threshold: number
  kind: "test" | "distance"
}

/** This run beside those before it. */
export interface Trend {
  /** Oldest first, this one last; at most 30. */
  runs: TrendRun[]
  /** All that the history holds, this one included. */
  total_runs: number
  /** The columns furthest past their threshold, the furthest first; at most 8. */
  columns: TrendColumn[]
  /** Columns with a score in at least 8 comparable runs: the surest rise first, falling ones, then steady ones. */
  gradual: GradualDrift[]
}

export interface TrendRun {
  run: string
  created_at: string
  status: VerdictStatus
  drift_share: number | null
  drift_share_threshold: number | null
  config_hash: string | null
}

export interface TrendColumn {
  name: string
  /** One per run; null where the column was not tested. */
  ratios: (number | null)[]
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

/** The one result behind every reporter. Every number is finite or null. */
export interface Report {
  /** `check`: one table held against its contract; `reference` then names the contract and has no figures. Absent: a comparison. */
  kind?: "check"
  /** Rises when a field goes away or changes its meaning; see docs/report-json.md. */
  schema_version: 1
  /** The version that made the report. */
  driftcheck_version: string
  /** The command line, as typed. */
  command: string
  /** ISO 8601, UTC. */
  created_at: string
  reference: DatasetFacts
  current: DatasetFacts
  verdict: Verdict
  drift: DriftFacts
  /** Columns of both sides: the reference's order, then those added. */
  columns: ColumnResult[]
  schema: SchemaChange
  /** The comparison by parts of the rows; absent unless asked for. */
  segments?: Segmentation[]
  /** What each check found, one result for each column or thing it looks at. */
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

// ---------------------------------------------------------------- reporters

export interface RenderOptions {
  /** Terminal columns. */
  width: number
  color: boolean
  /** false: ASCII signs only. */
  unicode: boolean
  /** List every column and check, not only findings. */
  all: boolean
  /** The page opens every column; otherwise, above 60 columns, only those worth it. */
  allDetails?: boolean
  /** Where the HTML report was written, to be named in the table; null when none was. */
  reportPath: string | null
}

export interface Reporter {
  meta: { title: string; description: string }
  /** The whole output as one string that ends in a line feed. */
  render(report: Report, options: RenderOptions): string
}
