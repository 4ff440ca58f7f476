import type { Estimate } from "../../intervals/estimate.js"
import { meanInterval } from "../../intervals/mean-interval.js"
import type { ClassProbabilities } from "./class-probabilities.js"

/** Per row the squared distances of its probabilities from 1 for its class and 0 for the others, summed; in [0, 2]. */
export function classBrierLosses({ truth, probabilities, classes }: ClassProbabilities): Float64Array {
  return Float64Array.from(truth, (of, i) => {
    let sum = 0
    for (let k = 0; k < classes; k++) sum += (probabilities[i * classes + k] - Number(k === of)) ** 2
    return sum
  })
}

/** Mean of `classBrierLosses`, in [0, 2], with Student's interval. Source: Brier (1950), Mon. Weather Rev. 78:1-3. */
export function classBrier(rows: ClassProbabilities, confidence?: number): Estimate {
  return meanInterval(classBrierLosses(rows), confidence)
}
