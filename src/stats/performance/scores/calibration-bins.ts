import { stableOrder } from "../stable-order.js"

/** `width`: bins as wide as each other, [a, b), the last one with its right end; `count`: as many rows in each, as nearly as can be. */
export type BinRule = "width" | "count"

/** The bin, from 0, of each row, by its probability in [0, 1]; where a division by `count` has a remainder the first bins have one row more. */
export function calibrationBins(probabilities: Float64Array, bins: number, rule: BinRule): Int32Array {
  const binOf = new Int32Array(probabilities.length)
  if (rule === "width") return binOf.map((_, i) => Math.min(bins - 1, Math.floor(probabilities[i] * bins)))
  const [each, more] = [Math.floor(binOf.length / bins), binOf.length % bins]
  stableOrder(probabilities).forEach((row, place) => {
    const inLarger = place < more * (each + 1)
    binOf[row] = inLarger ? Math.floor(place / (each + 1)) : Math.floor((place - more) / each)
  })
  return binOf
}
