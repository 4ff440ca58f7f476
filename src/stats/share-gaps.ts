import { total } from "./total.js"

/** How far the shares of two aligned rows of counts, each with a total ≥ 1, lie apart; both figures in [0, 1]. */
export interface ShareGaps {
  /** Half the sum over the cells: the total variation distance. */
  sum: number
  /** The largest in any cell: Chebyshev's distance. */
  largest: number
}

/** Numbers: `tvd` and `linf` in fixtures/golden. */
export function shareGaps(reference: Float64Array, current: Float64Array): ShareGaps {
  const [n, m] = [total(reference), total(current)]
  let [sum, largest] = [0, 0]
  for (let i = 0; i < reference.length; i++) {
    const gap = Math.abs(reference[i] * m - current[i] * n)
    sum += gap
    if (gap > largest) largest = gap
  }
  return { sum: Math.min(1, sum / n / m / 2), largest: largest / n / m }
}
