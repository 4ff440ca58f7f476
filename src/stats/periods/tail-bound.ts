/**
 * The value that a further draw like these passes with probability `level`: the tail of the upper quarter, taken as exponential
 * with the uncertainty of its mean (a Lomax quantile). At least three values, in any order. `independent`: how many of them do
 * not overlap, where they come of overlapping windows. Numbers: `limit_distance` in fixtures/golden/periods_flights.json.
 */
export function tailBound(values: readonly number[], level: number, independent = values.length): number {
  const sorted = [...values].sort((a, b) => b - a)
  const k = tailSize(values.length)
  const bound = sorted[k]
  const excess = sorted.slice(0, k).reduce((sum, value) => sum + (value - bound), 0) / k
  const share = k / (values.length + 1)
  if (level >= share) return bound
  const certain = Math.min(k, Math.max(2, Math.ceil(independent / 4)))
  return bound + excess * certain * ((share / level) ** (1 / certain) - 1)
}

/** A quarter of the values, at least two, and at least one fewer than there are. */
const tailSize = (n: number) => Math.min(Math.max(2, Math.ceil(n / 4)), n - 1)
