import { chi2Sf } from "./special.js"
import { total } from "./total.js"

export interface ChiSquareResult {
  statistic: number
  p: number
  /** Categories less one. */
  dof: number
  /** The smallest count to expect in any cell if both sides followed the same shares. */
  expectedMin: number
  /** Cells of the table, two per category, and those where fewer than 5 are expected. */
  cells: number
  cellsBelowFive: number
}

const fewExpected = 5

/**
 * Chi-square test of the 2 × k table of two aligned rows of counts, each with a total ≥ 1, without continuity correction.
 * Categories empty on both sides are skipped; with one category left the statistic is 0 and p is 1.
 * Source: Pearson (1900), Philosophical Magazine 50:157-175. Numbers: fixtures/golden/edge_contingency.json.
 */
export function chiSquareTable(reference: Float64Array, current: Float64Array): ChiSquareResult {
  const [n, m] = [total(reference), total(current)]
  let [categories, statistic, expectedMin, cellsBelowFive] = [0, 0, Infinity, 0]
  for (let i = 0; i < reference.length; i++) {
    const both = reference[i] + current[i]
    if (both === 0) continue
    categories++
    // Both cells of the category at once, from whole numbers: nothing cancels.
    statistic += (reference[i] * m - current[i] * n) ** 2 / both / n / m
    for (const rows of [n, m]) {
      const expected = (both * rows) / (n + m)
      expectedMin = Math.min(expectedMin, expected)
      if (expected < fewExpected) cellsBelowFive++
    }
  }
  const dof = categories - 1
  const p = dof === 0 ? 1 : chi2Sf(statistic, dof)
  return { statistic, p, dof, expectedMin, cells: 2 * categories, cellsBelowFive }
}

/** What to doubt about a p-value that asks for 5 expected rows in each cell, as a phrase; nothing where all have them. */
export function fewExpectedDoubts({ cells, cellsBelowFive }: ChiSquareResult): string[] {
  return cellsBelowFive > 0 ? [`fewer than ${fewExpected} expected in ${cellsBelowFive} of ${cells} cells`] : []
}
