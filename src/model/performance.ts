/** What a model predicts, and its predictions beside the truth. */

import type { RowLoss, ShiftFacts } from "./shift.js"

/** What a model does: tell two classes apart, or more; say a number; put items in order. */
export const tasks = ["binary", "multiclass", "regression", "ranking"] as const
export type Task = (typeof tasks)[number]

/**
 * Rows with a truth and a prediction, in the form that a figure of performance asks for. All lists of one are aligned. Of more than
 * two classes, `decisions` and `scores` are made for each class against all others.
 */
export interface PredictionEvidence {
  /** 1: the positive class. */
  decisions: { truth: Uint8Array; predicted: Uint8Array }
  /** Finite; larger for the positive class. */
  scores: { truth: Uint8Array; scores: Float64Array }
  /** Of the positive class, in [0, 1]. */
  probabilities: { truth: Uint8Array; probabilities: Float64Array }
  /** Classes as whole numbers below `classes`; of two, 1 is the positive one. */
  classes: { truth: Int32Array; predicted: Int32Array; classes: number }
  /** Row by row: that of class k for row i at i·classes + k; in [0, 1]. */
  class_probabilities: { truth: Int32Array; probabilities: Float64Array; classes: number }
  /** Finite, in the unit of the target. */
  values: { truth: Float64Array; predicted: Float64Array }
  /** The same, where predictions are of the quantile `share`, in (0, 1). */
  quantiles: { truth: Float64Array; predicted: Float64Array; share: number }
  /** Relevance is 0 or more, above 0 relevant; higher scores are offered first; the first `k` of each query count. */
  rankings: { queries: Float64Array; relevance: Float64Array; scores: Float64Array; k: number }
}
export type PredictionNeed = keyof PredictionEvidence

/** How predictions were held against the truth, and what both sides look like in curves and tables. */
export interface PerformanceReport {
  task: Task
  /** The column with the truth. */
  target: string
  /** The column with what was predicted itself; null: the score or the probabilities decide. */
  predicted: string | null
  /** The column with the score of the positive class, or of the rank; null without. */
  score: string | null
  /** The columns with the probability of each class; none without. */
  probabilities: { class: string; column: string }[]
  /** Classes by their code, of two the positive one last; none for numbers and ranks. */
  classes: string[]
  /** From this score on a row counts as predicted positive where no column says it; null: no score decides. */
  decision_threshold: number | null
  /** Labelled rows needed for a figure. */
  min_labels: number
  /** Id of the metric that is followed over time. */
  leading: string
  /** Calendar unit of the periods; null without times or with too few labels. */
  period: "hour" | "day" | "week" | "month" | "year" | null
  /** Null without a reference. */
  reference: PerformanceSide | null
  current: PerformanceSide
  /** Why the loss changed; absent unless both sides have labels and rows. */
  shift?: ShiftFacts
  /** What is estimated of each chunk of current; absent unless asked for, and where nothing can be. */
  chunks?: ChunkedFigures
  /** Where the level of current's errors changed in the order of time; absent without times, or with too few labels. */
  changes?: ErrorChange[]
}

/** How predictions were held against the truth: figures made otherwise say nothing of each other. */
export interface MeasuredAs {
  task: Task
  /** The value that counts as positive; null: true, 1 or yes. */
  positive: string | null
  /** From this score on a row is predicted positive where no column says what was predicted; null: no score decides. */
  decision_threshold: number | null
  /** How many items of each query count. */
  ranking_k: number
  /** The quantile that is predicted; null: none. */
  quantile: number | null
}

/** Figures of performance that a profile keeps in place of its rows, spelt as its JSON is. */
export interface SavedPerformance {
  measured_as: MeasuredAs
  figures: SavedFigure[]
  /** Absent where nothing can be estimated, or only from rows. */
  estimates?: SavedEstimates | undefined
}

/** What labels say of scores, for figures of other rows without labels. */
export interface SavedEstimates {
  /** Labelled rows that it is learnt of. */
  rows: number
  /** Of each class; of two classes, of the positive one alone, without its name. */
  calibrations: SavedCalibration[]
  chunks: SavedChunks
}

/** What the chunks of labelled rows reached, and how figures vary, each by the metric's id. */
export interface SavedChunks {
  /** Null: no chunks were asked for. */
  by: ChunkUnit | number | null
  /** Those with enough labels. */
  chunks: number
  figures: Record<string, number[]>
  /** Standard errors over one row. */
  errors: Record<string, number>
}

/** How the scores of a class become probabilities: straight between knots, which ascend, level before and behind; null: they are. */
export interface SavedCalibration {
  class: string | null
  knots: { at: number[]; values: number[] } | null
}

export interface SavedFigure {
  /** The metric's id. */
  id: string
  /** The rows it speaks of; empty: all. */
  labels: Record<string, string>
  value: number
  /** 95 % interval; null without one. */
  low: number | null
  high: number | null
  rows: number
}

/** One side's predictions beside their truth. Curves and tables are null where the task has none, or where too few rows are labelled. */
export interface PerformanceSide {
  /** Rows of the side. */
  rows: number
  /** Those with a truth and a prediction. */
  labelled: number
  /** Rows by true class (outer) and predicted class (inner). */
  confusion: number[][] | null
  /** What becomes of the rows at each threshold, highest first: the ROC curve, the precision-recall curve, and the table of both. */
  thresholds: ThresholdPoint[] | null
  /** Mean probability and what came true, in bins of equal width that hold rows. */
  calibration: CalibrationBin[] | null
  /** Rows by prediction less truth; the first and last bin hold what lies beyond. */
  residuals: { edges: number[]; counts: number[] } | null
  /** The leading figure period by period, those with enough labels; ascending. */
  periods: PerformancePeriod[]
}

/** Rows that score at least `threshold` are taken for positives. */
export interface ThresholdPoint {
  threshold: number
  true_negatives: number
  false_positives: number
  false_negatives: number
  true_positives: number
}

export interface CalibrationBin {
  rows: number
  /** Mean probability. */
  predicted: number
  /** Share that came true, with its 95 % interval. */
  observed: number
  low: number
  high: number
}

export interface PerformancePeriod {
  /** First instant of the period, ISO 8601 UTC. */
  start: string
  rows: number
  value: number
  low: number | null
  high: number | null
}

/** What looks for changes of the errors in the order of time. */
export const detectors = ["adwin", "page-hinkley"] as const
export type Detector = (typeof detectors)[number]

/** A place in current, in the order of time, from which on its errors have another level. */
export interface ErrorChange {
  detector: Detector
  loss: RowLoss
  /** About the first row of the new level, and the row after which it was found: places in the file, from 0. */
  from_row: number
  found_row: number
  /** Their times, ISO 8601 UTC. */
  from: string
  found: string
  /** The mean loss before and after, and of how many rows. */
  before: number
  before_rows: number
  after: number
  after_rows: number
  /** One sentence with the figures. */
  message: string
}

/** Units by which rows are cut into chunks. */
export const chunkUnits = ["hour", "day", "week", "month"] as const
export type ChunkUnit = (typeof chunkUnits)[number]

/** Figures of performance of each chunk of current: estimated without its labels, and with them where they are there. */
export interface ChunkedFigures {
  /** The unit of the calendar, or rows of a chunk; in the order of time, or of the file where rows have none. */
  by: ChunkUnit | number
  /** Chunks of the reference that the limits are made of: those with labels. */
  reference_chunks: number
  chunks: Chunk[]
  figures: ChunkedFigure[]
}

export interface Chunk {
  /** Times of its first and last row, ISO 8601 UTC; null without. */
  from: string | null
  to: string | null
  rows: number
  labelled: number
}

export interface ChunkedFigure {
  /** The metric's id and title. */
  id: string
  title: string
  /** Mean less and plus 3 standard deviations of what the reference's own chunks reached; null beyond what the figure can be, and with fewer than 2. */
  low_limit: number | null
  high_limit: number | null
  /** Which values are better. */
  better: "higher" | "lower" | "neither"
  /** Places of the chunks outside on the side that is worse: by what was realised, else by the estimate. */
  worse: number[]
  /** How likely chance alone brings as many, times the number of figures, at most 1; null without a limit on that side. */
  chance: number | null
  /** Whether that is below 0.01: the model got worse in more chunks than chance brings. */
  surely_worse: boolean
  /** One for each chunk. */
  values: ChunkValue[]
}

export interface ChunkValue {
  /** What is expected without labels, with 3 standard errors of sampling on either side; null where not defined. */
  estimated: number | null
  low: number | null
  high: number | null
  /** With labels; null without enough of them. */
  realised: number | null
  /** Whether the estimate, and what was realised, lies outside the limits. */
  alert: boolean
  realised_alert: boolean
}
