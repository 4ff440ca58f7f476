import type { Resampled, Resampling } from "../../intervals/percentile-interval.js"
import { classTotals } from "./class-totals.js"
import type { ConfusionMatrix } from "./confusion-matrix.js"
import { fromMatrix } from "./from-matrix.js"

/** Matthews' correlation of true and predicted classes, in [-1, 1], for any number of classes; 0 where either never varies, null without rows. */
export function matthewsOf(matrix: ConfusionMatrix): number | null {
  const { hits, truth, predicted, rows } = classTotals(matrix)
  if (rows === 0) return null
  // In shares, so that products of counts never leave the whole numbers that doubles hold.
  let [agreed, chance, ofTruth, ofPredicted] = [0, 0, 0, 0]
  for (let k = 0; k < matrix.classes; k++) {
    const [t, p] = [truth[k] / rows, predicted[k] / rows]
    agreed += hits[k] / rows
    chance += t * p
    ofTruth += t * ((rows - truth[k]) / rows)
    ofPredicted += p * ((rows - predicted[k]) / rows)
  }
  if (isConstant(truth, rows) || isConstant(predicted, rows)) return 0
  return Math.max(-1, Math.min(1, (agreed - chance) / Math.sqrt(ofTruth * ofPredicted)))
}

function isConstant(totals: Float64Array, rows: number): boolean {
  return totals.includes(rows)
}

/**
 * `matthewsOf` with its bootstrap interval.
 * Sources: Matthews (1975), Biochim. Biophys. Acta 405:442-451; Gorodkin (2004), Comput. Biol. Chem. 28:367-374.
 */
export function matthews(matrix: ConfusionMatrix, options?: Resampling): Resampled {
  return fromMatrix(matrix, matthewsOf, options, -1)
}
