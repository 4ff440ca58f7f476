import type { Estimate } from "../../intervals/estimate.js"
import { meanInterval } from "../../intervals/mean-interval.js"
import { errorsOf } from "./errors.js"

/** Per row what a prediction of the quantile `share`, in (0, 1), costs, in the unit of the truth: `share` of what it lies below, the rest of what it lies above. */
export function pinballLosses(truth: Float64Array, predicted: Float64Array, share: number): Float64Array {
  return errorsOf(truth, predicted).map((error) => Math.max(-share * error, (1 - share) * error))
}

/** Mean of `pinballLosses`, with Student's interval. Source: Koenker and Bassett (1978), Econometrica 46:33-50. */
export function pinball(truth: Float64Array, predicted: Float64Array, share: number, confidence?: number): Estimate {
  return meanInterval(pinballLosses(truth, predicted, share), confidence)
}
