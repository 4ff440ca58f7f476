import { countAtOrBelow } from "../../count-below.js"
import type { Isotonic } from "./isotonic.js"

/** The value of a function of knots at `x`. */
export function interpolate({ at, values }: Isotonic, x: number): number {
  const right = countAtOrBelow(at, x)
  if (right === 0) return values[0]
  if (right === at.length) return values[at.length - 1]
  const part = (x - at[right - 1]) / (at[right] - at[right - 1])
  return values[right - 1] + part * (values[right] - values[right - 1])
}
