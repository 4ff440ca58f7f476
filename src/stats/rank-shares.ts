/** Names with their share of the sum, largest first, ties in the order given; all 0 where the sum is 0. Amounts are ≥ 0. */
export function rankShares(names: readonly string[], amounts: Float64Array): { name: string; share: number }[] {
  const largest = amounts.reduce((a, b) => Math.max(a, b), 0)
  // Divided first, so that large amounts do not add up to infinity.
  const parts = largest > 0 ? amounts.map((amount) => amount / largest) : amounts
  const sum = parts.reduce((a, b) => a + b, 0)
  return names.map((name, i) => ({ name, share: sum > 0 ? parts[i] / sum : 0 })).sort((a, b) => b.share - a.share)
}
