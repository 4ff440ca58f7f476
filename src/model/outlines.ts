/** What is known of values that are too many to be handed over. */

/**
 * A column's finite values as ascending points, the rows at each and the rows strictly between neighbours (0 before the first).
 * The share of rows at or below each point is exact, the smallest and the largest value are among them.
 */
export interface Points {
  values: Float64Array
  at: Float64Array
  between: Float64Array
  /** Values are whole multiples of this; null where no such step is known. */
  step: number | null
  /** What the counts themselves may be wrong by, in rows: 0 unless they come from merged summaries. */
  slack: number
}

/** Both sides of a column as points. */
export interface Outlines {
  reference: Points
  current: Points
  /** Figures of all values, which the points alone would not give; null where a side has none. */
  moments: { reference: KnownMoments | null; current: KnownMoments | null }
}

/** Of all values: mean, deviation (n − 1) and skewness (biased; null where nothing but rounding varies). */
export interface KnownMoments {
  mean: number
  std: number
  skew: number | null
}

/** Values strictly between two others, or one value. */
export interface ValueRange {
  from: number
  to: number
}

/** What a score may be, by all that the points leave open. */
export interface Bounds {
  low: number
  high: number
  /** As it is if values lie evenly between the points; from `low` to `high`. */
  score: number
  statistic: number
  /** Where more points would bring the bounds together, what matters most first. */
  doubts: readonly ValueRange[]
}

/** From the least to the most that a score can be; `side`: of which not every value is known. */
export interface ScoreRange {
  low: number
  high: number
  side: "reference" | "current" | "both"
}
