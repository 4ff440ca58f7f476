import type { Estimate } from "../../intervals/estimate.js"
import { meanInterval } from "../../intervals/mean-interval.js"
import { leastProbability } from "../scores/log-loss.js"
import type { ClassProbabilities } from "./class-probabilities.js"

/** Per row the natural logarithm of 1 over the probability that its class was given. */
export function classLogLosses({ truth, probabilities, classes }: ClassProbabilities): Float64Array {
  return Float64Array.from(truth, (of, i) => {
    const probability = probabilities[i * classes + of]
    return -Math.log(Math.min(1 - leastProbability, Math.max(leastProbability, probability)))
  })
}

/** Mean of `classLogLosses`, at least 0, with Student's interval. Numbers: `multiclass_proba` in fixtures/golden/edge_more_metrics.json. */
export function classLogLoss(rows: ClassProbabilities, confidence?: number): Estimate {
  return meanInterval(classLogLosses(rows), confidence)
}
