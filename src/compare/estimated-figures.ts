/** Figures of predictions whose labels have not come, by what the reference's labels say of the scores. */
import { canGive, type PredictionPlan } from "../evidence/plan-predictions.js"
import { saysWhy } from "../errors.js"
import type { PredictionRows } from "../evidence/prediction-rows.js"
import type { ExpectedFigures, Figure } from "../model.js"
import { within } from "../stats/intervals/estimate.js"
import { calibrateScores } from "../stats/performance/scores/calibrate-scores.js"
import { expectedPerformance } from "../stats/performance/scores/expected-performance.js"

/** What says what to expect of current without its labels. */
export interface Estimator {
  /** Whether some rows lack a label, so that the estimate stands beside what is known. */
  isNeeded: boolean
  /** What is expected of the given rows of current (null: all), and of how many; null where none has a prediction. */
  of(rows: Int32Array | null): Promise<{ expected: ExpectedFigures; rows: number } | null>
}

interface Sides {
  reference: PredictionRows | null
  current: PredictionRows | null
}

/** NannyML rounds the sums along the curves to so many places; rounded alike, the figures are the same to the last digit shown. */
const places = 5

/**
 * How figures of current are estimated; null where they cannot be: of two classes with a score, where the reference has at least `minLabels`
 * labels.
 */
export async function estimatorOf(
  plan: PredictionPlan | null,
  { reference, current }: Sides,
  minLabels: number,
): Promise<Estimator | null> {
  if (plan?.task !== "binary" || !canGive(plan, "scores") || !canGive(plan, "decisions")) return null
  if (reference === null || current === null) return null
  const rows = await rowsOf(reference, current)
  if (rows === null || rows.known.rows < minLabels) return null
  const { known, all, labelled } = rows
  const calibrate = calibrateScores(known.evidence.truth, known.evidence.scores)
  return {
    isNeeded: labelled.rows < all.kept.length,
    async of(rows) {
      const { scores, predicted, kept } = rows === null ? all : await current.withoutTruth(rows)
      if (kept.length === 0) return null
      return { expected: expectedPerformance(calibrate(scores), predicted, scores, { places }), rows: kept.length }
    },
  }
}

/** The reference's labelled rows, and current's with and without labels; null where a side has no such columns, or keeps no rows. */
async function rowsOf(reference: PredictionRows, current: PredictionRows) {
  try {
    return {
      known: await reference.evidence("scores", null),
      all: await current.withoutTruth(null),
      labelled: await current.evidence("scores", null),
    }
  } catch (error) {
    if (saysWhy(error)) return null
    throw error
  }
}

/**
 * An estimate with the interval that the same figure of the reference has, for as many rows as it is made of. It is the error of sampling
 * alone: nothing says how far the target has moved from the scores. `most`: the largest value that the figure can have.
 */
export function estimatedFigure(value: number | null, rows: number, reference: Figure, most = 1): Figure {
  if (value === null) return { value, low: null, high: null, rows, reason: "These rows do not define it." }
  const { low, high } = reference
  if (low === null || high === null) return { value, low, high, rows }
  const half = ((high - low) / 2) * Math.sqrt(reference.rows / rows)
  return { ...within({ value, low: value - half, high: value + half }, 0, most), rows }
}
