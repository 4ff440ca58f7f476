/** How closely two columns go together, over the rows that have both. */
export interface Association {
  /** Null where it has no meaning: a column that is constant over these rows, or too few rows. */
  value: number | null
  /** Rows that have both. */
  rows: number
}
