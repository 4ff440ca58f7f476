/** Values of the last 30 days without the one in question: fewer than two have no band. */
const fewest = 2

/**
 * Three sample standard deviations around the mean of earlier values, the value in question left out; null with fewer than two. Simple, and
 * blind where an old incident is among them: docs/alerts.md has how often it finds one.
 */
export function sigmaBand(earlier: readonly number[]): { low: number; high: number } | null {
  if (earlier.length < fewest) return null
  const mean = earlier.reduce((sum, value) => sum + value, 0) / earlier.length
  const squares = earlier.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const reach = 3 * Math.sqrt(squares / (earlier.length - 1))
  return { low: mean - reach, high: mean + reach }
}
