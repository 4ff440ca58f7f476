/** One p-value of several tests of the same column, and which of them is the surest. */
export interface WeightedP {
  /** In [0, 1]. */
  p: number
  /** Its place among the tests; the first of equally sure ones. */
  surest: number
}

/**
 * The smallest of the p-values, each in [0, 1] and divided by its weight, at most 1. Weights are positive and sum to 1: how much
 * of the allowed false alarms each test may use up. Valid however the tests depend on each other. At least one test.
 * Source: Holm (1979), Scand. J. Statist. 6:65-70, weighted Bonferroni. Numbers: `p` in fixtures/golden/policy2.json.
 */
export function weightedP(tests: readonly { p: number; weight: number }[]): WeightedP {
  const weighted = tests.map(({ p, weight }) => p / weight)
  const smallest = Math.min(...weighted)
  return { p: Math.min(1, smallest), surest: weighted.indexOf(smallest) }
}
