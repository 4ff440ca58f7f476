import { countAtOrBelow, countBelow } from "./count-below.js"
import { quantile } from "./quantile.js"

/**
 * Rows of both ascending samples per cell; the cells are cut at the reference's nine inner deciles and open at both ends.
 * A cell holds its right cut. A decile that occurs more than once gets a cell of its own, so that a value as frequent
 * as that is seen to come and go. Cells may be empty on both sides. Numbers: `psi.atoms` in fixtures/golden.
 */
export function countInDecileCells(
  reference: Float64Array,
  current: Float64Array,
): { reference: Float64Array; current: Float64Array } {
  const deciles = Array.from({ length: 9 }, (_, i) => quantile(reference, (i + 1) / 10))
  return { reference: countBetween(reference, deciles), current: countBetween(current, deciles) }
}

function countBetween(sorted: Float64Array, deciles: readonly number[]): Float64Array {
  const ends = deciles.flatMap((cut, i) => {
    if (i > 0 && deciles[i - 1] === cut) return []
    const upTo = countAtOrBelow(sorted, cut)
    return deciles[i + 1] === cut ? [countBelow(sorted, cut), upTo] : [upTo]
  })
  ends.push(sorted.length)
  return Float64Array.from(ends, (end, i) => end - (i === 0 ? 0 : ends[i - 1]))
}
