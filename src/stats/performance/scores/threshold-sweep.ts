import { total } from "../../total.js"
import type { ConfusionMatrix } from "../classes/confusion-matrix.js"
import { countByScore } from "./count-by-score.js"

/** What becomes of the rows when those that score at least `threshold` are taken for positives. */
export interface SweepPoint {
  threshold: number
  /** Of two classes. */
  matrix: ConfusionMatrix
}

/**
 * Confusion matrices by threshold, highest threshold first: at every distinct score while these are at most `points`, else at `points`
 * of them that part the rows into about equal lots; the lowest score, at which every row is positive, is always the last.
 * Every figure of classes can be read along it; its true and false positive rates are the ROC curve, recall and precision the other.
 * Labels 0 or 1, scores finite; of no rows, nothing.
 */
export function thresholdSweep(labels: Uint8Array, scores: Float64Array, points = 100): SweepPoint[] {
  const { at, rows, positives } = countByScore(labels, scores)
  const [levels, all] = [at.length, total(positives)]
  const sweep: SweepPoint[] = []
  let [taken, hits] = [0, 0]
  for (let level = levels - 1; level >= 0; level--) {
    taken += rows[level]
    hits += positives[level]
    const due = levels <= points || level === 0 || taken >= ((sweep.length + 1) / points) * labels.length
    if (due) sweep.push({ threshold: at[level], matrix: matrixOf(labels.length, all, taken, hits) })
  }
  return sweep
}

function matrixOf(rows: number, positives: number, taken: number, hits: number): ConfusionMatrix {
  return {
    classes: 2,
    counts: Float64Array.of(rows - positives - (taken - hits), taken - hits, positives - hits, hits),
  }
}
