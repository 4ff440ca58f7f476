import { within } from "../../intervals/estimate.js"
import { bootstrapCounts } from "../../intervals/bootstrap-counts.js"
import type { Resampled, Resampling } from "../../intervals/percentile-interval.js"
import type { ConfusionMatrix } from "./confusion-matrix.js"

/** A figure of a confusion matrix, null where it is not defined, with its bootstrap interval, inside [`least`, 1]. */
export function fromMatrix(
  { classes, counts }: ConfusionMatrix,
  figure: (matrix: ConfusionMatrix) => number | null,
  options?: Resampling,
  least = 0,
): Resampled {
  const ofCounts = (drawn: Float64Array) => figure({ classes, counts: drawn })
  return within(bootstrapCounts(counts, ofCounts, options), least, 1)
}
