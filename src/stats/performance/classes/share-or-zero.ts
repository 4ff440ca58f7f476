import { withoutInterval, type Estimate } from "../../intervals/estimate.js"
import { wilson } from "../../intervals/wilson.js"

/** A share with Wilson's interval; of no rows it is 0, as scikit-learn has it (`zero_division=0`), without an interval. */
export function shareOrZero(hits: number, n: number, confidence?: number): Estimate {
  return n === 0 ? withoutInterval(0) : wilson(hits, n, confidence)
}
