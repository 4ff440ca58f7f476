/** Sum of all counts. */
export function total(counts: Float64Array): number {
  let sum = 0
  for (const count of counts) sum += count
  return sum
}
