/** Figures of performance that a profile keeps, since it has no rows to measure them on. */
import type { PredictionPlan } from "../evidence/plan-predictions.js"
import type { Dataset, Figure, MeasuredAs, SavedEstimates, SavedFigure } from "../model.js"

/** What has to be the same for two figures to be compared. */
export function measuredAs({ task, positive, threshold, k, share }: PredictionPlan): MeasuredAs {
  return { task, positive, decision_threshold: threshold, ranking_k: k, quantile: share }
}

/** The figures that the reference keeps, by `figureKey`, and what estimates are made of; none with a note where they were made in another way. */
export function savedFigures(
  reference: Dataset | null,
  plan: PredictionPlan | null,
): { figures: ReadonlyMap<string, Figure>; estimates: SavedEstimates | null; notes: string[] } {
  const none = { figures: new Map<string, Figure>(), estimates: null, notes: [] }
  const saved = reference?.performance
  if (saved === undefined || plan === null) return none
  const [made, wanted] = [saved.measured_as, measuredAs(plan)]
  // Where texts are hashed the positive value is not kept.
  const told = (Object.keys(wanted) as (keyof MeasuredAs)[]).filter(
    (key) => key !== "positive" || reference?.categorySalt === null,
  )
  const differs = told.find((key) => made[key] !== wanted[key])
  if (differs !== undefined) {
    const [was, is] = [made, wanted].map((each) => JSON.stringify(each[differs]))
    return {
      ...none,
      notes: [
        `The profile's figures of performance are no baseline: ${differs} was ${was} when it was made, and is ${is} now.`,
      ],
    }
  }
  return {
    ...none,
    figures: new Map(saved.figures.map((figure) => [figureKey(figure), figure])),
    estimates: saved.estimates ?? null,
  }
}

/** One text for a metric and the rows that it speaks of. */
export const figureKey = ({ id, labels }: Pick<SavedFigure, "id" | "labels">): string =>
  JSON.stringify([id, ...Object.entries(labels)])
