/** One column: its type, its role, and one side of it in figures. */

export const columnTypes = ["numeric", "categorical", "boolean", "datetime", "text", "identifier", "nested"] as const
export type ColumnType = (typeof columnTypes)[number]

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
  /** Whether it holds lists of numbers, such as embeddings: `sampleLists` gives some of them. */
  numberLists?: true
  /** Whether the file says that it holds the labels of the rows, as a data frame's index does. */
  rowLabel?: true
  /** What its values look like, where nothing decides how they are to be read: such a column is not judged. */
  undecided?: string
  /** Texts that could not be read as what nearly all others are; they count as missing. */
  unreadable?: Unreadable
}

/** How many rows hold them, and the most common ones. */
export interface Unreadable {
  rows: number
  examples: ValueCount[]
}

/** A category and the number of rows that hold it. */
export interface ValueCount {
  value: string
  count: number
}

/**
 * One side of one column in figures. Fields that do not apply to the column's type are null, or left out in files beyond 60 columns, of
 * columns that the page does not open. Missing = null or NaN.
 */
export interface ColumnSummary {
  rows: number
  missing: number
  /** NaN among the missing. */
  nan: number
  /** +Infinity and -Infinity: set aside, neither missing nor part of any figure below. */
  infinite: number
  /** Different values among those present and finite; null for nested columns. */
  distinct: number | null
  /** Numbers: in the column's unit. Datetimes: ISO 8601, UTC, milliseconds; beyond the year 271,821 their number since 1970, such as `9089380393200000 ms`. */
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

/** No rows and no figure. */
export const emptySummary: ColumnSummary = {
  rows: 0,
  missing: 0,
  nan: 0,
  infinite: 0,
  distinct: null,
  min: null,
  max: null,
  at_min: null,
  at_max: null,
  mean: null,
  std: null,
  sum: null,
  skew: null,
  kurtosis: null,
  zeros: null,
  negative: null,
  quantiles: null,
  decimals_mean: null,
  top: [],
  length_min: null,
  length_max: null,
  length_mean: null,
  empty: null,
  blank: null,
  spaced: null,
  null_words: null,
  content_hash: null,
  time: null,
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

export interface RowFacts {
  missing_cells: number
  rows_with_missing: number
  /** Rows equal to an earlier row in every column that is not nested. */
  duplicate_rows: number
}

/** Different texts of one side and how many rows hold each; missing ones left out; at least one row. */
export interface TextSide {
  values: readonly string[]
  /** Rows per value, aligned with `values`; each ≥ 1. */
  counts: Float64Array
}

/** Strings by place, each decoded when it is asked for; an array of strings is such a list. */
export interface StringList {
  readonly length: number
  at(place: number): string | undefined
  /** The same as UTF-8, where they lie in memory so: the bytes from a start up to its end, by place. */
  readonly utf8?: { readonly bytes: Uint8Array; readonly starts: Int32Array; readonly ends: Int32Array }
}

/** All different texts of one side and how many rows hold each; missing ones left out. */
export interface CountedTexts {
  values: StringList
  /** Rows per value, aligned with `values`; each ≥ 1. Of a file in four bytes: there may be as many texts as rows. */
  counts: Float64Array | Uint32Array
}

/** Some lists of numbers of a column, evenly spaced among all, with the rows that they stand in. Missing elements are left out. */
export interface ListSample {
  rows: Int32Array
  lists: readonly Float64Array[]
  /** How many lists the column holds. */
  of: number
}

/** Rows in each half hour of the day, UTC: 48 numbers. */
export type TimesOfDay = readonly number[]

/**
 * What one column's values say in sum, of the rows that have all that a metric needs: of the rows at hand, or of more rows than are kept. A
 * metric that needs nothing but sums can be made of a window of a stream whose records were not all held.
 */
export interface ColumnSums {
  /** Finite values in their order. */
  distribution: OrderedValues
  /** Their number, mean and squares of distances from it, in scaled units: a value times `scale`. */
  moments: { n: number; scale: number; mean: number; squares: number }
  /** Their number, the least and the greatest. */
  range: { count: number; min: number; max: number }
  /** How many flags are 1, of how many. */
  hits: { hits: number; rows: number }
  /** How many rows have each label, at least one each; labels in the order first met. */
  label_counts: { rows: number; labels: readonly string[]; counts: Float64Array }
}

/** Values in ascending order, as far as they are known. */
export interface OrderedValues {
  readonly count: number
  /** How far a value that is given may lie from the true one, as a share of that; 0: not at all. */
  readonly error: number
  /** The value at a place, 0 to count − 1. */
  at(place: number): number
}

/** What the rows of a table are a sample of, where there were more than are kept. */
export interface AllRecords {
  readonly records: number
  /** The sample is one of so many: a power of two. */
  readonly oneIn: number
  /**
   * What the columns that are named by the same keys as `needs` say of all records that have all of them, and how many these are; null where
   * it was not kept. Throws InputError where a column holds something else than what is needed.
   */
  sums(
    needs: Readonly<Record<string, keyof ColumnSums>>,
    columns: Readonly<Record<string, string>>,
  ): { columns: Record<string, ColumnSums[keyof ColumnSums]>; rows: number } | null
}
