import type { Resampled, Resampling } from "../../intervals/percentile-interval.js"
import { classTotals } from "./class-totals.js"
import type { ConfusionMatrix } from "./confusion-matrix.js"
import { fromMatrix } from "./from-matrix.js"

/** Mean of the recalls of the classes that rows have, in [0, 1]; null without rows. */
export function balancedAccuracyOf(matrix: ConfusionMatrix): number | null {
  const { hits, truth } = classTotals(matrix)
  let [sum, classes] = [0, 0]
  truth.forEach((rows, of) => {
    if (rows === 0) return
    sum += hits[of] / rows
    classes++
  })
  return classes === 0 ? null : sum / classes
}

/** `balancedAccuracyOf` with its bootstrap interval. Source: Brodersen et al. (2010), Int. Conf. Pattern Recognition 20:3121-3124. */
export function balancedAccuracy(matrix: ConfusionMatrix, options?: Resampling): Resampled {
  return fromMatrix(matrix, balancedAccuracyOf, options)
}
