/** How many cells hold a row on either side. */
export function countNonEmpty(reference: Float64Array, current: Float64Array): number {
  let cells = 0
  for (let i = 0; i < reference.length; i++) if (reference[i] + current[i] > 0) cells++
  return cells
}
