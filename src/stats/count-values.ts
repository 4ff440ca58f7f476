/** How often each value occurs in two ascending samples; cell i stands for the same value on both sides. */
export interface ValueCounts {
  reference: Float64Array
  current: Float64Array
}

/** Counts of each different value of two ascending samples, the smallest first; null where there are more than `most`. */
export function countValues(reference: Float64Array, current: Float64Array, most: number): ValueCounts | null {
  const counts: [number, number][] = []
  let [i, j] = [0, 0]
  while (i < reference.length || j < current.length) {
    if (counts.length === most) return null
    const value = Math.min(i < reference.length ? reference[i] : Infinity, j < current.length ? current[j] : Infinity)
    const [from, since] = [i, j]
    while (i < reference.length && reference[i] === value) i++
    while (j < current.length && current[j] === value) j++
    counts.push([i - from, j - since])
  }
  return {
    reference: Float64Array.from(counts, ([n]) => n),
    current: Float64Array.from(counts, ([, m]) => m),
  }
}
