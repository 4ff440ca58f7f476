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

/** By how much the bound moves at most, if each of so many values moves by one. */
export function tailSensitivity(count: number, level: number, independent = count): number {
  const weight = weightOfExcess(count, level, independent)
  return Math.abs(1 - weight) + weight
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
