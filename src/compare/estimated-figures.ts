/** Figures of predictions whose labels have not come, by what the reference's labels say of the scores. */
import { canGive, type PredictionPlan } from "../evidence/plan-predictions.js"
import { unlessUnanswered } from "../errors.js"
import type { PredictionRows } from "../evidence/prediction-rows.js"
import type { ExpectedFigures, Figure, PredictionEvidence } from "../model.js"
import { within } from "../stats/intervals/estimate.js"
import { calibrated, calibrateScores, type Calibration } from "../stats/performance/scores/calibrate-scores.js"
import { calibratedClasses, calibrateClasses, expectedClasses } from "../stats/performance/scores/expected-classes.js"
import { expectedPerformance } from "../stats/performance/scores/expected-performance.js"

/** What says what to expect of current without its labels. */
export interface Estimator {
  /** Whether some rows lack a label, so that the estimate stands beside what is known. */
  isNeeded: boolean
  /** What is expected of the given rows of current (null: all), and of how many; null where none has a prediction. */
  of(rows: Int32Array | null): Promise<{ expected: ExpectedFigures; rows: number } | null>
}

/** What labels say of scores: how those of each class become probabilities; of two classes, those of the positive one alone. */
export interface Learnt {
  /** Labelled rows that it is learnt of. */
  rows: number
  calibrations: readonly Calibration[]
}

/** NannyML rounds the sums along the curves to so many places; rounded alike, the figures are the same to the last digit shown. */
const places = 5
/** Fewer rows teach nothing. */
const fewest = 2

/** The need that scores of two classes, or of more, are learnt of; null where the predictions have none. */
function scoresNeeded(plan: PredictionPlan): "scores" | "class_probabilities" | null {
  if (!canGive(plan, "decisions")) return null
  if (plan.task === "binary") return canGive(plan, "scores") ? "scores" : null
  return plan.task === "multiclass" && canGive(plan, "class_probabilities") ? "class_probabilities" : null
}

/** What the reference's labels say of its scores; null without scores, or with fewer than `minLabels` labels. */
export async function learnScores(
  plan: PredictionPlan,
  reference: PredictionRows,
  minLabels: number,
): Promise<Learnt | null> {
  const need = scoresNeeded(plan)
  if (need === null) return null
  return unlessUnanswered(async () => {
    const { evidence, rows } = await reference.evidence(need, null)
    if (rows < Math.max(minLabels, fewest)) return null
    const calibrations =
      "scores" in evidence
        ? [calibrateScores(evidence.truth, evidence.scores)]
        : calibrateClasses(evidence.truth, byClass(evidence))
    return { rows, calibrations }
  })
}

/** How figures of current are estimated by its scores; null where a column of them is absent or cannot be read. */
export async function estimatorOf(
  plan: PredictionPlan,
  { calibrations }: Learnt,
  current: PredictionRows,
): Promise<Estimator | null> {
  const need = scoresNeeded(plan)
  if (need === null) return null
  const scored = need === "scores" ? ofTwo : ofMore
  const known = await unlessUnanswered(async () => ({
    all: await scored(calibrations, current, null),
    labelled: await current.evidence(need, null),
  }))
  if (known === null) return null
  return {
    isNeeded: known.labelled.rows < known.all.rows,
    async of(wanted) {
      const { rows, expected } = wanted === null ? known.all : await scored(calibrations, current, wanted)
      return rows === 0 ? null : { expected: expected(), rows }
    },
  }
}

/** How many of the given rows have a score, and what is expected of these. */
interface Scored {
  rows: number
  expected: () => ExpectedFigures
}
type Score = (calibrations: readonly Calibration[], current: PredictionRows, rows: Int32Array | null) => Promise<Scored>

const ofTwo: Score = async ([calibration], current, rows) => {
  const { scores, predicted, kept } = await current.withoutTruth(rows)
  const expected = () => expectedPerformance(calibrated(calibration, scores), predicted, scores, { places })
  return { rows: kept.length, expected }
}

const ofMore: Score = async (calibrations, current, rows) => {
  const { scores, predicted, kept } = await current.classesWithoutTruth(rows)
  const expected = () => expectedClasses(calibratedClasses(calibrations, scores), predicted, scores, { places })
  return { rows: kept.length, expected }
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
