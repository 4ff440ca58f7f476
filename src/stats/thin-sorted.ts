import { randomNumbers } from "./random.js"

/**
 * `size` values of an ascending sample, still ascending, each set of places equally likely; the sample itself where it
 * holds no more. The same for the same seed. Source: Fan, Muller and Rezucha (1962), J. Am. Statist. Assoc. 57:387-402.
 */
export function thinSorted(sorted: Float64Array, size: number, seed: number): Float64Array {
  return sorted.length <= size ? sorted : thinnedPlaces(sorted.length, size, seed).map((place) => sorted[place])
}

/** The places of these values among `length`, ascending; all where there are no more than `size`. */
export function thinnedPlaces(length: number, size: number, seed: number): Float64Array {
  if (length <= size) return Float64Array.from({ length }, (_, i) => i)
  const next = randomNumbers(seed)
  const chosen = new Float64Array(size)
  let taken = 0
  for (let i = 0; taken < size; i++) {
    if (next() * (length - i) < size - taken) chosen[taken++] = i
  }
  return chosen
}
