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
  return bound + excess * weightOfExcess(values.length, level, independent)
}

/** The least and the most that it may be where each value lies from one of `low` to that of `high`, in the same order. */
export function tailRange(
  low: readonly number[],
  high: readonly number[],
  level: number,
  independent = low.length,
): { low: number; high: number } {
  const k = tailSize(low.length)
  const weight = weightOfExcess(low.length, level, independent)
  // The largest value is no larger than the largest of `high`, the next no larger than the next of them, and so on.
  const [least, most] = [low, high].map((values) => {
    const sorted = [...values].sort((a, b) => b - a)
    return { bound: sorted[k], upper: sorted.slice(0, k).reduce((sum, value) => sum + value, 0) / k }
  })
  const at = (upper: number, bound: number) => weight * upper + (1 - weight) * bound
  return {
    low: at(least.upper, weight <= 1 ? least.bound : most.bound),
    high: at(most.upper, weight <= 1 ? most.bound : least.bound),
  }
}

/** How often the mean excess of the upper values is added to the smallest of them. */
function weightOfExcess(count: number, level: number, independent: number): number {
  const k = tailSize(count)
  const share = k / (count + 1)
  if (level >= share) return 0
  const certain = Math.min(k, Math.max(2, Math.ceil(independent / 4)))
  return certain * ((share / level) ** (1 / certain) - 1)
}

/** A quarter of the values, at least two, and at least one fewer than there are. */
const tailSize = (n: number) => Math.min(Math.max(2, Math.ceil(n / 4)), n - 1)
