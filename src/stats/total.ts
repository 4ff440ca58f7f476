/** Sum of all counts. */
export function total(counts: Float64Array | Uint32Array): number {
  let sum = 0
  for (let i = 0; i < counts.length; i++) sum += counts[i]
  return sum
}
