/** Figures of predictions whose labels have not come, by what the reference's labels say of the scores. */
import { canGive, type PredictionPlan } from "../evidence/plan-predictions.js"
import { unlessUnanswered } from "../errors.js"
import type { PredictionRows } from "../evidence/prediction-rows.js"
import type { ExpectedFigures, Figure, PredictionEvidence } from "../model.js"
import { within } from "../stats/intervals/estimate.js"
import { calibrateScores } from "../stats/performance/scores/calibrate-scores.js"
import { calibrateClasses, expectedClasses } from "../stats/performance/scores/expected-classes.js"
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
 * How figures of current are estimated by scores; null where they cannot be: of classes with scores, where the reference has at least
 * `minLabels` labels.
 */
export async function estimatorOf(
  plan: PredictionPlan | null,
  { reference, current }: Sides,
  minLabels: number,
): Promise<Estimator | null> {
  if (plan === null || reference === null || current === null || !canGive(plan, "decisions")) return null
  if (plan.task === "binary" && canGive(plan, "scores")) return ofTwo({ reference, current }, minLabels)
  return plan.task === "multiclass" && canGive(plan, "class_probabilities")
    ? ofMore({ reference, current }, minLabels)
    : null
}

interface BothSides {
  reference: PredictionRows
  current: PredictionRows
}

async function ofTwo({ reference, current }: BothSides, minLabels: number): Promise<Estimator | null> {
  const rows = await unlessUnanswered(async () => ({
    known: await reference.evidence("scores", null),
    all: await current.withoutTruth(null),
    labelled: await current.evidence("scores", null),
  }))
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

async function ofMore({ reference, current }: BothSides, minLabels: number): Promise<Estimator | null> {
  const rows = await unlessUnanswered(async () => ({
    known: await reference.evidence("class_probabilities", null),
    all: await current.classesWithoutTruth(null),
    labelled: await current.evidence("class_probabilities", null),
  }))
  if (rows === null || rows.known.rows < minLabels) return null
  const { known, all, labelled } = rows
  const calibrate = calibrateClasses(known.evidence.truth, byClass(known.evidence))
  return {
    isNeeded: labelled.rows < all.kept.length,
    async of(rows) {
      const { scores, predicted, kept } = rows === null ? all : await current.classesWithoutTruth(rows)
      if (kept.length === 0) return null
      return { expected: expectedClasses(calibrate(scores), predicted, scores, { places }), rows: kept.length }
    },
  }
}

/** The probabilities of each class. */
export const byClass = ({ truth, probabilities, classes }: PredictionEvidence["class_probabilities"]): Float64Array[] =>
  Array.from({ length: classes }, (_, k) => Float64Array.from(truth, (_, row) => probabilities[row * classes + k]))

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
