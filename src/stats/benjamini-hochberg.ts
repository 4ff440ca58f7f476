/**
 * P-values adjusted for their number, in the order given: flagging those up to q keeps the expected share of false
 * flags at q. Ties stay ties; never above 1.
 * Source: Benjamini and Hochberg (1995), J. R. Statist. Soc. B 57:289-300. Numbers: fixtures/golden/edge_multiple_testing.json.
 */
export function benjaminiHochberg(pValues: readonly number[]): number[] {
  const n = pValues.length
  const largestFirst = pValues.map((_, i) => i).sort((a, b) => pValues[b] - pValues[a])
  const adjusted = new Array<number>(n)
  let smallest = 1
  largestFirst.forEach((index, place) => {
    smallest = Math.min(smallest, (pValues[index] * n) / (n - place))
    adjusted[index] = smallest
  })
  return adjusted
}
