/** One column of both sides at the sampled rows. Missing is NaN. Categories are whole-number codes, the same on both sides. */
export interface EncodedColumn {
  name: string
  kind: "numeric" | "categorical"
  /** All columns have the same number of rows on a side; at least one. */
  reference: Float64Array
  current: Float64Array
}

export interface MultivariateMeta {
  title: string
  /** Short form for narrow tables. */
  shortTitle: string
  /** One sentence: what the score says, and its range. */
  description: string
  /** The score drifts when it reaches this. */
  threshold: number
  thresholdReason: string
  /** Where a p-value is given, drift also needs it below this; null where none is given. */
  significance: number | null
  /** What the columns' shares are shares of. */
  sharesOf: string
  /** Rows of a side beyond which a seeded sample is to be taken. */
  rowsMax: number
  /** What the numbers drawn at random are for; equal seeds give equal results. */
  randomness: string
  source: string
}

export interface ColumnShare {
  name: string
  /** In [0, 1]; together 1, or all 0 where nothing was found. */
  share: number
}

export interface MultivariateScore {
  /** The number compared with the threshold. Finite. */
  score: number
  statistic: number | null
  /** Where the statistic lies if nothing changed; null where that is not how it is judged. */
  band: [low: number, high: number] | null
  p_value: number | null
  /** Every column, the largest share first; ties in the order given. */
  columns: ColumnShare[]
  warnings: string[]
}

/** Drift over all columns together. `measure` needs at least one column; it changes no input. */
export interface MultivariateMethod {
  meta: MultivariateMeta
  measure(columns: readonly EncodedColumn[], seed: number): MultivariateScore
}
