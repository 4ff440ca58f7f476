import { quantile } from "../quantile.js"

/** Points of the reference that values are clipped to, so that outer values alone make no day stand out. */
const [lowest, highest] = [0.025, 0.975]

/** The 2.5 and 97.5 % points of an ascending sample that is not empty; null where they are equal, so that nothing would be left. */
export function clippingPoints(whole: Float64Array): [number, number] | null {
  const [low, high] = [quantile(whole, lowest), quantile(whole, highest)]
  return low === high ? null : [low, high]
}

/** The values, none beyond the points. */
export const clip = (sample: Float64Array, [low, high]: readonly [number, number]): Float64Array =>
  sample.map((value) => Math.min(high, Math.max(low, value)))
