import type { Resampled, Resampling } from "../../intervals/percentile-interval.js"
import { classTotals } from "./class-totals.js"
import type { ConfusionMatrix } from "./confusion-matrix.js"
import { fromMatrix } from "./from-matrix.js"

/** How dear a wrong class is: all alike, or by how many classes or by the square of how many it is away (ordered classes). */
export type KappaWeights = "plain" | "linear" | "quadratic"

const costs: Record<KappaWeights, (apart: number) => number> = {
  plain: (apart) => Number(apart > 0),
  linear: (apart) => apart,
  quadratic: (apart) => apart * apart,
}

/** Cohen's kappa, at most 1: how far agreement goes beyond chance. Null where chance alone cannot disagree (one class, no rows). */
export function kappaOf(matrix: ConfusionMatrix, weights: KappaWeights = "plain"): number | null {
  const { classes, counts } = matrix
  const { truth, predicted, rows } = classTotals(matrix)
  const cost = costs[weights]
  let [seen, expected] = [0, 0]
  for (let t = 0; t < classes; t++)
    for (let p = 0; p < classes; p++) {
      const each = cost(Math.abs(t - p))
      seen += each * counts[t * classes + p]
      expected += each * truth[t] * (predicted[p] / rows)
    }
  return expected > 0 ? 1 - seen / expected : null
}

/** `kappaOf` with its bootstrap interval. Sources: Cohen (1960), Educ. Psychol. Meas. 20:37-46; (1968), Psychol. Bull. 70:213-220. */
export function kappa(matrix: ConfusionMatrix, weights: KappaWeights = "plain", options?: Resampling): Resampled {
  return fromMatrix(matrix, (drawn) => kappaOf(drawn, weights), options, -Infinity)
}
