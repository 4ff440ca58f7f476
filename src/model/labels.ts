/** Labels that came later than their predictions, as they were joined. */

/** The columns that late labels are joined by. */
export interface LabelColumns {
  /** The columns that name a prediction, and what the label file calls them, in the same order. */
  id: readonly string[]
  labelId: readonly string[]
  /** What the labels are called in the joined table, and in their file. */
  target: string
  labelTarget: string
  /** When predictions were made, and when labels came; null: not known. */
  timestamp: string | null
  labelTimestamp: string | null
}

/** How the labels of one side were joined, spelt as report.json is. */
export interface LabelFacts {
  /** The label file, as named on the command line. */
  path: string
  /** Columns of the predictions that the labels were joined by. */
  id: string[]
  /** The column that the labels became. */
  target: string
  /** Labels that came later than this were left out, ISO 8601 UTC; null: none were. */
  as_of: string | null
  /** Only predictions after this one could have a label; null: all could. */
  window_from: string | null
  /** Predictions that could have a label: those made up to `as_of`, within the window. */
  predictions: number
  /** Those of them that have one. */
  labelled: number
  /** labelled / predictions; null without predictions. */
  coverage: number | null
  /** Rows of the label file. Each is used, or counted in one of the five fields below. */
  label_rows: number
  /** Replaced by a later label of the same prediction. */
  superseded: number
  /** No prediction has their id. */
  orphans: number
  /** Came after `as_of`. */
  late: number
  /** Of predictions outside the window, or made after `as_of`. */
  outside: number
  /** Without a value. */
  empty: number
  /** Labels in use that are stamped before their prediction. */
  before_prediction: number
  /** Hours from prediction to label, of the labels in use; null where times are not known. */
  delay_hours: LabelDelay | null
  /** Whether labelled rows look like the others; null where one of the groups is too small to say. */
  bias: LabelBias | null
}

export interface LabelDelay {
  min: number
  p25: number
  p50: number
  p75: number
  p95: number
  max: number
}

/** Labelled rows compared with unlabelled ones, as two files would be. */
export interface LabelBias {
  labelled_rows: number
  unlabelled_rows: number
  tested_columns: number
  /** Columns that differ, the furthest first. */
  drifted: { column: string; ratio: number | null }[]
}

/** What was joined to a dataset. */
export interface JoinedLabels {
  /** Without the comparison of the two groups. */
  facts: Omit<LabelFacts, "bias">
  /** Rows of the dataset that could have a label, ascending: those that have one, and those that have none. */
  labelled: Int32Array
  unlabelled: Int32Array
}
