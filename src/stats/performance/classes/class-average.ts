import type { Resampled, Resampling } from "../../intervals/percentile-interval.js"
import { classTotals, type ClassTotals } from "./class-totals.js"
import type { ConfusionMatrix } from "./confusion-matrix.js"
import { fromMatrix } from "./from-matrix.js"

export type ClassFigure = "precision" | "recall" | "f1"

/** `macro`: every class counts alike; `weighted`: by the rows that have it; `micro`: all classes' rows in one, which is the accuracy. */
export type Averaging = "macro" | "weighted" | "micro"

/** Hits and what they are a share of, per class; 0 of 0 is 0. */
const parts: Record<ClassFigure, (totals: ClassTotals, of: number) => [hits: number, outOf: number]> = {
  precision: ({ hits, predicted }, of) => [hits[of], predicted[of]],
  recall: ({ hits, truth }, of) => [hits[of], truth[of]],
  f1: ({ hits, truth, predicted }, of) => [2 * hits[of], truth[of] + predicted[of]],
}

/** Average of a figure over the classes that rows have or were given, in [0, 1]; null without rows. */
export function classAverageOf(matrix: ConfusionMatrix, figure: ClassFigure, averaging: Averaging): number | null {
  const totals = classTotals(matrix)
  if (totals.rows === 0) return null
  let [sum, weights] = [0, 0]
  for (let of = 0; of < matrix.classes; of++) {
    if (totals.truth[of] + totals.predicted[of] === 0) continue
    const [hits, outOf] = parts[figure](totals, of)
    const weight = averaging === "macro" ? 1 : averaging === "weighted" ? totals.truth[of] : outOf
    sum += outOf === 0 ? 0 : weight * (hits / outOf)
    weights += weight
  }
  return sum / weights
}

/** `classAverageOf` with its bootstrap interval. Source: Sokolova and Lapalme (2009), Inf. Process. Manag. 45:427-437. */
export function classAverage(
  matrix: ConfusionMatrix,
  figure: ClassFigure,
  averaging: Averaging,
  options?: Resampling,
): Resampled {
  return fromMatrix(matrix, (drawn) => classAverageOf(drawn, figure, averaging), options)
}
