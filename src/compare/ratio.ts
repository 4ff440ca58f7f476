/** Smallest p-value told apart; below it a p-value counts as this. */
const smallestP = 1e-300

/**
 * How many times past its threshold a score is, on one scale for every method: 1 = on the threshold, above 1 = drift.
 * Distances: score / threshold. Tests: ln p / ln threshold. Never negative, always finite.
 */
export function driftRatio(kind: "test" | "distance", score: number, threshold: number): number {
  if (kind === "distance") return Math.min(Math.max(0, score / threshold), Number.MAX_VALUE)
  return Math.max(0, Math.log(Math.max(score, smallestP)) / Math.log(threshold))
}
