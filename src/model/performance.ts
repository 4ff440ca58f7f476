/** What a model predicts, and its predictions beside the truth. */

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
