import type { Estimate } from "../../intervals/estimate.js"
import { meanInterval } from "../../intervals/mean-interval.js"

/** Per row the squared distance of the probability of label 1 from the label (0 or 1), in [0, 1]. */
export function brierLosses(labels: Uint8Array, probabilities: Float64Array): Float64Array {
  return probabilities.map((probability, i) => (probability - Number(labels[i] !== 0)) ** 2)
}

/** Mean of `brierLosses`, in [0, 1], with Student's interval. Source: Brier (1950), Mon. Weather Rev. 78:1-3. */
export function brier(labels: Uint8Array, probabilities: Float64Array, confidence?: number): Estimate {
  return meanInterval(brierLosses(labels, probabilities), confidence)
}
