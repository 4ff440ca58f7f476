/** How much of the allowed false alarms each of the two tests may use up; together 1. */
const weights = { body: 0.8, tail: 0.2 }

/** The p-value of a column of numbers, and which of its two tests is the surer. */
export interface BodyAndTailP {
  /** In [0, 1]. */
  p: number
  /** Whether the tail test is the one that gives it. */
  tailSurer: boolean
}

/**
 * One p-value from that of a test of the whole distribution (Kolmogorov–Smirnov) and that of its tails, both in [0, 1]: the
 * smaller of p / weight, at most 1. Valid however the two tests depend on each other.
 * Source: Holm (1979), Scand. J. Statist. 6:65-70, weighted Bonferroni. Numbers: `p` in fixtures/golden/policy2.json.
 */
export function bodyAndTailP(body: number, tail: number): BodyAndTailP {
  const [weightedBody, weightedTail] = [body / weights.body, tail / weights.tail]
  return { p: Math.min(1, weightedBody, weightedTail), tailSurer: weightedTail < weightedBody }
}
