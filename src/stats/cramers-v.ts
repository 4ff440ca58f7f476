import { chiSquareTable } from "./chi-square-table.js"
import { total } from "./total.js"

/**
 * Cramér's V of the 2 × k table of two aligned rows of counts, each with a total ≥ 1: as it is, and with the bias taken
 * out that few rows give it. Both from 0 to 1, 0 with one category.
 * Source: Bergsma (2013), J. Korean Statist. Soc. 42:323-328. Numbers: `chi2.cramers_v` in fixtures/golden.
 */
export function cramersV(reference: Float64Array, current: Float64Array): { plain: number; corrected: number } {
  const { statistic, dof } = chiSquareTable(reference, current)
  const all = total(reference) + total(current)
  const square = statistic / all
  const bias = 1 / (all - 1)
  const freedom = Math.min(dof - dof * dof * bias, 1 - bias)
  const corrected = freedom > 0 ? Math.max(0, square - dof * bias) / freedom : 0
  return { plain: Math.sqrt(Math.min(1, square)), corrected: Math.sqrt(Math.min(1, corrected)) }
}
