import { chiSquareTable, fewExpectedDoubts, type ChiSquareResult } from "./chi-square-table.js"
import { chi2Sf } from "./special.js"
import { total } from "./total.js"

/** Standard deviations over that of the chi-square law up to which the law is taken as it is. */
const lawUpTo = 1.1

export interface ChiSquareTest extends ChiSquareResult {
  /** What to doubt about p, as a phrase each. */
  doubts: string[]
}

/**
 * As `chiSquareTable`, but with a p-value that stands rare categories on sides of unequal size, where the statistic varies
 * more than its law: up to 40 of 100 unchanged columns would fall below 0.05. Where its standard deviation given the
 * table's margins is more than 1.1 times that of the law, p is that of the gamma law with its mean and variance.
 * Source: Dawson (1954), Biometrika 41:280.
 */
export function chiSquareTest(reference: Float64Array, current: Float64Array): ChiSquareTest {
  const table = chiSquareTable(reference, current)
  const { statistic, dof } = table
  const doubts = fewExpectedDoubts(table)
  const { mean, variance } = chiSquareMoments(reference, current)
  const spread = Math.sqrt(variance / (2 * dof))
  if (!(spread > lawUpTo)) return { ...table, doubts }
  const fitted = (2 * mean * mean) / variance
  doubts.push(
    `rare categories on sides of unequal size: chi-square varies ${spread.toFixed(1)} times as much as its law`,
  )
  return { ...table, p: chi2Sf((statistic * fitted) / mean, fitted), doubts }
}

/**
 * Mean and variance of chi-square over all 2 × k tables with the margins of these two rows of counts, each with a total ≥ 1
 * (both 0 below 4 rows in all, and with one category).
 */
export function chiSquareMoments(reference: Float64Array, current: Float64Array): { mean: number; variance: number } {
  const [n, m] = [total(reference), total(current)]
  const all = n + m
  let [categories, inverses] = [0, 0]
  for (let i = 0; i < reference.length; i++) {
    const both = reference[i] + current[i]
    if (both === 0) continue
    categories++
    inverses += all / both
  }
  if (all < 4 || categories < 2) return { mean: 0, variance: 0 }
  const freedom = (levels: number) => ((levels - 1) * (all - levels)) / (all - 1)
  const uneven = (sum: number, levels: number) => (sum - levels * levels) / (all - 2)
  const sides = uneven(all / n + all / m, 2)
  const cells = uneven(inverses, categories)
  const even = ((2 * all) / (all - 3)) * (freedom(2) - sides) * (freedom(categories) - cells)
  const variance = even + ((all * all) / (all - 1)) * sides * cells
  return { mean: (all / (all - 1)) * (categories - 1), variance: Math.max(0, variance) }
}
