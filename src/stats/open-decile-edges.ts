/**
 * Edges of the bins of a classic monitor: the different values among the reference's eleven deciles (0 % to 100 %), the outer two moved
 * to infinity. Bins hold their left edge. Null for a constant, which has none. Numbers: `psi.open` in fixtures/golden.
 */
export function openDecileEdges(cuts: Float64Array): Float64Array | null {
  const edges = Float64Array.from(new Set(cuts))
  if (edges.length < 2) return null
  edges[0] = -Infinity
  edges[edges.length - 1] = Infinity
  return edges
}

/** The shares that the cuts are taken at. */
export const monitorDeciles: readonly number[] = Array.from({ length: 11 }, (_, i) => i / 10)
