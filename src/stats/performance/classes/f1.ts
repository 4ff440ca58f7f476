import type { Resampled, Resampling } from "../../intervals/percentile-interval.js"
import { classTotals } from "./class-totals.js"
import type { ConfusionMatrix } from "./confusion-matrix.js"
import { fromMatrix } from "./from-matrix.js"

/** Harmonic mean of precision and recall of class `of`, in [0, 1]; 0 where no row has the class or was given it. Null without rows. */
export function f1Of(matrix: ConfusionMatrix, of = 1): number | null {
  const { hits, truth, predicted, rows } = classTotals(matrix)
  if (rows === 0) return null
  return hits[of] === 0 ? 0 : (2 * hits[of]) / (truth[of] + predicted[of])
}

/** `f1Of` with its bootstrap interval. Source: van Rijsbergen (1979), Information Retrieval, ch. 7. */
export function f1(matrix: ConfusionMatrix, of = 1, options?: Resampling): Resampled {
  return fromMatrix(oneAgainstRest(matrix, of), (drawn) => f1Of(drawn), options)
}

/** The matrix of two classes, `of` (1) and all others (0): what the figure depends on is drawn, nothing else. */
function oneAgainstRest(matrix: ConfusionMatrix, of: number): ConfusionMatrix {
  const { hits, truth, predicted, rows } = classTotals(matrix)
  const [missed, wrong] = [truth[of] - hits[of], predicted[of] - hits[of]]
  return { classes: 2, counts: Float64Array.of(rows - hits[of] - missed - wrong, wrong, missed, hits[of]) }
}
