/**
 * Two aligned rows of counts as a 2 × 2 table: the cells that are not empty on both sides, in their order, filled up with
 * zeros; null where there are more than two.
 */
export function twoCategories(
  reference: Float64Array,
  current: Float64Array,
): { reference: Float64Array; current: Float64Array } | null {
  const table = { reference: new Float64Array(2), current: new Float64Array(2) }
  let cells = 0
  for (let i = 0; i < reference.length; i++) {
    if (reference[i] + current[i] === 0) continue
    if (cells === 2) return null
    table.reference[cells] = reference[i]
    table.current[cells] = current[i]
    cells++
  }
  return table
}
