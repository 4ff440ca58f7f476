import type { Association } from "./association.js"
import type { Coded } from "./dense-codes.js"

/**
 * Cramér's V of two columns of categories, corrected for the association that chance alone shows, in [0, 1]: 0 independent,
 * 1 each category goes with one of the other column. Over the rows that have both.
 * Source: Bergsma (2013), J. Korean Stat. Soc. 42:323-328. Numbers: fixtures/correlations/golden.json.
 */
export function biasCorrectedV(a: Coded, b: Coded): Association {
  const [first, second] = [new Float64Array(a.levels), new Float64Array(b.levels)]
  const cells = new Float64Array(a.levels * b.levels)
  let rows = 0
  for (let i = 0; i < a.codes.length; i++) {
    const [row, column] = [a.codes[i], b.codes[i]]
    if (row === -1 || column === -1) continue
    first[row]++
    second[column]++
    cells[row * b.levels + column]++
    rows++
  }
  // Chi-square / n = sum of n_ij² / (n_i n_j) − 1, so that empty cells cost nothing.
  let squares = 0
  for (let row = 0; row < a.levels; row++)
    for (let column = 0; column < b.levels; column++) {
      const cell = cells[row * b.levels + column]
      if (cell > 0) squares += (cell / first[row]) * (cell / second[column])
    }
  const [r, c] = [occupied(first), occupied(second)]
  const corrected = (levels: number) => levels - (levels - 1) ** 2 / (rows - 1)
  const most = Math.min(corrected(r), corrected(c)) - 1
  if (rows < 2 || !(most > 1e-9)) return { value: null, rows }
  const excess = Math.max(0, squares - 1 - ((r - 1) * (c - 1)) / (rows - 1))
  return { value: Math.min(1, Math.sqrt(excess / most)), rows }
}

function occupied(counts: Float64Array): number {
  let levels = 0
  for (const count of counts) if (count > 0) levels++
  return levels
}
