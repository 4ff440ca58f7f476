/**
 * p-values adjusted so that the chance of even one false finding among them is bounded, in the same order.
 * Source: Holm (1979), Scand. J. Statist. 6:65-70. Numbers: fixtures/golden/edge_multiple_testing.json.
 */
export function holm(pValues: readonly number[]): number[] {
  const ascending = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p)
  const adjusted = new Array<number>(pValues.length)
  let largest = 0
  ascending.forEach(({ p, index }, place) => {
    largest = Math.max(largest, Math.min(1, p * (pValues.length - place)))
    adjusted[index] = largest
  })
  return adjusted
}
