/**
 * The `bins` + 1 edges of bins of equal width from `lo` to `hi`, never falling; half a unit to each side when lo = hi.
 * The same doubles as numpy.histogram_bin_edges gives. Numbers: fixtures/golden/edge_binning.json.
 */
export function equalWidthEdges(lo: number, hi: number, bins: number): Float64Array {
  const [first, last] = lo === hi ? [lo - 0.5, hi + 0.5] : [lo, hi]
  const width = (last - first) / bins
  const edges = Float64Array.from({ length: bins + 1 }, (_, i) =>
    // A width rounded up among the smallest doubles would overshoot the end.
    Number.isFinite(width) ? Math.min(last, first + i * width) : first * (1 - i / bins) + last * (i / bins),
  )
  edges[bins] = last
  return edges
}
