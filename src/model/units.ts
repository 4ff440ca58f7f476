/** The kinds of unit: drift methods and checks, each with the evidence it is handed. */
import type { ColumnType, CountedTexts, ListSample, RowFacts, TimesOfDay, ValueCount } from "./columns.js"
import type { VectorSide } from "./asked.js"
import type { RowsHash, SampledColumn, SampledTable } from "./dataset.js"
import type { ColumnPeriods, PeriodRows } from "./periods.js"
import type { Bounds, Outlines } from "./outlines.js"
import type { ColumnBase, Correlations, SchemaChange } from "./results.js"

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

export interface Texts {
  reference: CountedTexts
  current: CountedTexts
}

/** Some lists of numbers of both sides; one on each at least. */
export interface Vectors {
  reference: ListSample
  current: ListSample
}

/** What texts mean, as an embedder has it. */
export interface Embeddings {
  reference: VectorSide
  current: VectorSide
}

export interface EvidenceByNeed {
  samples: Samples
  counts: Counts
  texts: Texts
  vectors: Vectors
  embeddings: Embeddings
}
export type Need = keyof EvidenceByNeed

/** How a numeric column becomes counts. Categories need no bins. */
export type Binning = "reference-deciles" | "plain-deciles" | "equal-width-50"

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
  /** Numbers only: what the score may be where not all values are known; rigorous. */
  bounds?(outlines: Outlines): Bounds
}

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
  /** Set where the default limits say nothing: only a limit or a severity that a user set holds. */
  unlimited?: true
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
  /** What each of the reference's own periods holds; null where current is not held to them. */
  periods: CheckedPeriods | null
  /** When the run began, milliseconds since 1970 UTC; null where it has no clock. */
  now: number | null
  /** Rows of current in the runs before this one, oldest first; none where no folder keeps them. */
  earlierRows: readonly number[]
  /** Columns whose values no message may show; what they list as texts is called "value 1", "value 2" … already. */
  private: ReadonlySet<string>
}

/** The reference's own periods, as far as checks look at them. */
export interface CheckedPeriods {
  /** Rows of each, and of the reference. */
  rows: number[]
  reference_rows: number
  /** By column. */
  columns: ReadonlyMap<string, readonly PeriodRows[]>
  /** Periods that do not overlap. */
  independent: number
  /** How often one column's value may pass what they reach. */
  level: number
  /** "84 days". */
  words: string
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
  /** Whether it is a column with the role id, whose values may be new in every table: orders, visits. */
  id?: true
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
  /** Rows of current, of the texts looked at, that are longer than the reference's longest or shorter than its shortest. */
  oddLengths: { rows: number; /** At most 5, the most common first. */ examples: string[] } | null
  /** Of the texts looked at, those with a character that nobody sees. */
  invisible: { reference: InvisibleCounts | null; current: InvisibleCounts | null } | null
  /** Values at the sampled rows of a column that the sample leaves out, equal where they are; −1 and NaN: missing. */
  rowCodes: { reference: Int32Array | Float64Array; current: Int32Array | Float64Array } | null
  times: { reference: TimesOfDay; current: TimesOfDay; afterNow: { reference: number; current: number } | null } | null
  /** Why there is no more: what a profile does not keep. Told by a check that finds nothing to look at. */
  reason: string | null
}

/** A column in figures, before any policy has judged it. */
export interface MeasuredColumn extends ColumnBase {
  /** The type whose rules it is held to: its own, or that of categories for numbers of two values. */
  judgedAs: ColumnType
  /** Why it is not tested; null when it is. */
  untested: string | null
  /** What went wrong while it was read or measured; null when nothing did. */
  failure: string | null
  /** Its values at the sampled rows, for what looks at several columns at once; null where none are kept. Not in the report. */
  sampled: SampledColumn | null
  /** Whole numbers with few different values: what they say as categories. For a warning alone; not in the report. */
  shares: SharesTest | null
  /** For checks alone; the report does not show it. */
  evidence: CheckEvidence
  /** Where current is held to the reference's own periods; not in the report as it is. */
  periods: ColumnPeriods | null
}

/** Whether the shares of a column's values moved, whatever their order. */
export interface SharesTest {
  /** Of chi-square. */
  p: number
  /** Jensen–Shannon, base e. */
  distance: number
  /** What chance alone gives of it. */
  noise_floor: number
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

/** Rows whose texts hold a character that nobody sees, of all rows with a text. */
export interface InvisibleCounts {
  rows: number
  of: number
  /** "U+200B", the most common first, at most 5. */
  characters: string[]
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

/** Facts about rows are null where not every column was read. */
export interface TableFacts extends Record<keyof RowFacts, number | null> {
  label: string
  rows: number
  /** How many records the rows are a sample of; absent: they are all that there are. */
  records?: number
  /** Of a table in an engine. */
  rows_hash?: RowsHash | null
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
  /**
   * What the value is in one of the reference's own periods, held to the rest: where current is held to them, no more is a finding than
   * ordinary periods show. Of the rows alone for a check of the table. Absent: it is judged by its limits alone.
   */
  inPeriod?(period: PeriodRows, referenceRows: number): number
  /** What `driftcheck check` asks of one table, which is `current`; `reference` has no rows and no column. Absent: it needs a reference. */
  alone?: CheckAlone
}

/** The same question without a reference, with titles and limits of its own: they cannot be counted from a reference. */
export type CheckAlone = Omit<DataCheck, "alone">
