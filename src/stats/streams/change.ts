/** A place in a series of values where its level changed. Rows count from 0. */
export interface Change {
  /** The row after which it was found. */
  row: number
  /** About the first row of the new level. */
  from: number
  /** Mean of the rows before `from` since the last change. */
  before: number
  /** Mean of the rows from `from` to `row`. */
  after: number
}
