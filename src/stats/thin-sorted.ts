import { randomNumbers } from "./random.js"

/**
 * `size` values of an ascending sample, still ascending, each set of places equally likely; the sample itself where it
 * holds no more. The same for the same seed. Source: Fan, Muller and Rezucha (1962), J. Am. Statist. Assoc. 57:387-402.
 */
export function thinSorted(sorted: Float64Array, size: number, seed: number): Float64Array {
  if (sorted.length <= size) return sorted
  const next = randomNumbers(seed)
  const chosen = new Float64Array(size)
  let taken = 0
  for (let i = 0; taken < size; i++) {
    if (next() * (sorted.length - i) < size - taken) chosen[taken++] = sorted[i]
  }
  return chosen
}
