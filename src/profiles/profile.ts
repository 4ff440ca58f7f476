import type { ColumnSummary, RowFacts, SavedPerformance, StorageKind } from "../model.js"

/** Version of the saved form that this driftcheck writes, and the newest it reads. */
export const profileVersion = 1

/** Different values up to which a column of numbers is kept whole; beyond, so many weighted points stand for it. */
export const mostPoints = 2000
/** Points of a datetime column: both ends of every hour that holds rows, so that hours and days stay exact. */
export const mostHourPoints = 20_000
/** Categories listed per column, and in all columns together; the rest is counted as "other". */
export const mostCategories = 10_000
export const mostCategoriesTogether = 25_000
/** Characters of the categories of one column, so that long strings do not fill the file. */
export const mostCategoryLetters = 150_000

/** What a later comparison needs of a table, and no raw rows. Spelt as the JSON is. */
export interface Profile {
  profile_version: typeof profileVersion
  driftcheck_version: string
  /** Short name for people: the profiled file's. */
  label: string
  rows: number
  /** Whether the profiled file stated its columns' types itself. */
  typed: boolean
  row_facts: RowFacts
  /** Whether `row_facts.duplicate_rows` may be too small: rows that repeat across merged parts are not seen. */
  duplicates_within_parts: boolean
  /** The salt that categories were hashed with; null: they are plain. */
  category_salt: string | null
  sources: ProfileSource[]
  /** What a reader should know about how the files were read. */
  read_warnings: string[]
  /** The days of its file, made with `--every day`; absent without. */
  periods?: ProfilePeriods | undefined
  /** Figures of performance; absent where nothing was predicted, and of merged profiles. */
  performance?: SavedPerformance | undefined
  columns: ProfileColumn[]
  /** SHA-256 of all of the above, to detect damage. */
  content_hash: string
}

/** A profiled file. */
export interface ProfileSource {
  label: string
  rows: number
  bytes: number | null
  sha256: string | null
}

export interface ProfileColumn {
  name: string
  storage_type: string
  kind: StorageKind
  integer: boolean
  /** What its values look like, where nothing decided how they are to be read. */
  undecided?: string | undefined
  summary: ColumnSummary
  /** Whether `summary.distinct` is an upper bound only, as after a merge of parts that do not hold all of their values. */
  distinct_at_most: boolean
  /** Numbers and times; null where there are none, and for identifiers, whose values are not kept. */
  points: PackedPoints | null
  /** Rows per category; null where there are none, and for identifiers and free text, whose values are not kept. */
  categories: Categories | null
}

/** Weighted points in base64: doubles and whole numbers, squeezed. */
export interface PackedPoints {
  count: number
  /** Values are whole multiples of this, wherever it is known. */
  step: number | null
  /** Largest share of rows whose place among the points is not known; 0: every value is kept. */
  resolution: number
  values: string
  /** Rows at each value. */
  at: string
  /** Rows strictly between the value before and each value; 0 for the first. */
  between: string
}

/** The largest categories with their exact counts, as they were first met, and all others as one. */
export interface Categories {
  /** Texts, or hashes of them where the profile has a salt. */
  values: string[]
  counts: number[]
  other: { values: number; rows: number }
}

/** The days of the profiled file. */
export interface ProfilePeriods {
  timestamp: string
  timezone: string
  days: string[]
  rows: number[]
  range: [string, string]
  /** Each column's figures over the days as JSON text, deflated, in base64: see `StoredPeriods`. Figures have four digits. */
  columns: Record<string, string>
}
