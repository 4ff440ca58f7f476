export interface RocAuc {
  /** Chance that a positive scores above a negative, ties counting half; in [0, 1]. */
  auc: number
  /** Of the AUC, as it is (DeLong); 0 with one score on either side. */
  variance: number
  /** Of the AUC if scores said nothing, without ties. */
  chanceVariance: number
}

/**
 * Area under the ROC curve of scores, each side of length ≥ 1, in any order.
 * Sources: DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44:837-845; Mann and Whitney (1947), Ann. Math. Statist. 18:50-60.
 */
export function rocAuc(negatives: Float64Array, positives: Float64Array): RocAuc {
  const [n, m] = [negatives.length, positives.length]
  const [a, b] = [negatives.toSorted(), positives.toSorted()]
  const below = sharesBelow(b, a)
  const auc = mean(below)
  const variance = varianceOf(below) / m + varianceOf(sharesBelow(a, b)) / n
  return { auc, variance, chanceVariance: (n + m + 1) / (12 * n * m) }
}

/** For each value the share of `others` below it, equal ones counting half; both ascending. */
export function sharesBelow(values: Float64Array, others: Float64Array): Float64Array {
  let [below, notAbove] = [0, 0]
  return values.map((value) => {
    while (below < others.length && others[below] < value) below++
    while (notAbove < others.length && others[notAbove] <= value) notAbove++
    return (below + notAbove) / 2 / others.length
  })
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

function varianceOf(values: Float64Array): number {
  if (values.length < 2) return 0
  const middle = mean(values)
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1)
}
