export interface Auc {
  /** Share of pairs in which the first sample's value is the larger one; a tie is half a pair. In [0, 1]. */
  auc: number
  /** Its variance if both samples come from the same law, given the ties; 0 when all values are equal. */
  nullVariance: number
}

/**
 * Area under the ROC curve of scores that should be larger in `positives`, from the rank sum with midranks.
 * Both samples ascending, each of length ≥ 1.
 * Source: Hanley and McNeil (1982), Radiology 143:29-36; Lehmann (1975), Nonparametrics, 1.2 (variance with ties).
 */
export function auc(positives: Float64Array, negatives: Float64Array): Auc {
  const [n, m] = [positives.length, negatives.length]
  const all = n + m
  let [i, j] = [0, 0]
  // Twice the number of pairs won, and the sum of t³ − t over groups of t equal values; both whole numbers.
  let [wins, ties] = [0, 0]
  while (i < n || j < m) {
    const value = j === m || (i < n && positives[i] < negatives[j]) ? positives[i] : negatives[j]
    const [below, first] = [j, i]
    while (i < n && positives[i] === value) i++
    while (j < m && negatives[j] === value) j++
    wins += (i - first) * (below + j)
    const equal = i - first + j - below
    ties += equal * (equal * equal - 1)
  }
  const spread = ties === all * (all * all - 1) ? 0 : all + 1 - ties / (all * (all - 1))
  return { auc: wins / 2 / n / m, nullVariance: Math.max(0, spread) / (12 * n * m) }
}
