import { auc } from "../../auc.js"
import { sortAscending } from "../../sort-ascending.js"
import type { ClassProbabilities } from "./class-probabilities.js"

/**
 * Area under the ROC curve between every two classes that rows have, by the probability of the one and of the other, averaged; in [0, 1].
 * Unlike one against the rest it does not depend on how common classes are. Null with fewer than two classes.
 * Source: Hand and Till (2001), Mach. Learn. 45:171-186. Numbers: `multiclass_proba` in fixtures/golden/edge_more_metrics.json.
 */
export function oneAgainstOneAuc(rows: ClassProbabilities): number | null {
  const present = [...new Set(rows.truth)].sort((a, b) => a - b)
  const areas = present.flatMap((of) =>
    present.filter((other) => other !== of).map((other) => auc(sortedOf(rows, of, of), sortedOf(rows, other, of)).auc),
  )
  return areas.length === 0 ? null : areas.reduce((sum, area) => sum + area, 0) / areas.length
}

/** The probabilities of class `of` that rows of class `own` were given, ascending. */
function sortedOf({ truth, probabilities, classes }: ClassProbabilities, own: number, of: number): Float64Array {
  const found: number[] = []
  for (let i = 0; i < truth.length; i++) if (truth[i] === own) found.push(probabilities[i * classes + of])
  return sortAscending(Float64Array.from(found))
}
