import { centralSumsOnce } from "./central-sums.js"

/** Standard deviation of at least one finite value, taken as all there are (divided by n); finite, 0 for a constant. */
export function populationDeviation(values: Float64Array): number {
  const { scale, squares } = centralSumsOnce(values)
  return Math.sqrt(squares / values.length) / scale
}
