import { countInBins } from "./count-in-bins.js"
import { nextUp } from "./next-up.js"
import { quantiles } from "./quantile.js"

/** The shares of the nine inner deciles. */
export const deciles: readonly number[] = Array.from({ length: 9 }, (_, i) => (i + 1) / 10)

/**
 * Rows of both ascending samples per cell; the cells are cut at the reference's nine inner deciles and open at both ends.
 * A cell holds its right cut. A decile that occurs more than once gets a cell of its own, so that a value as frequent
 * as that is seen to come and go. Cells may be empty on both sides. Numbers: `psi.atoms` in fixtures/golden.
 */
export function countInDecileCells(
  reference: Float64Array,
  current: Float64Array,
): { reference: Float64Array; current: Float64Array } {
  const edges = decileEdges(quantiles(reference, deciles))
  return { reference: countInBins(reference, edges), current: countInBins(current, edges) }
}

/** The cells that these ascending cuts make, as edges of bins that hold their left edge. */
export function decileEdges(cuts: Float64Array): Float64Array {
  const inner = Array.from(cuts).flatMap((cut, i) => {
    if (i > 0 && cuts[i - 1] === cut) return []
    return cuts[i + 1] === cut ? [cut, nextUp(cut)] : [nextUp(cut)]
  })
  return Float64Array.of(-Infinity, ...inner, Infinity)
}
