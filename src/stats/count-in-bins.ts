import { countAtOrBelow, countBelow } from "./count-below.js"

/**
 * Values per bin of an ascending sample: bins hold their left edge, the last one its right edge too.
 * `edges` must not fall and may start or end in infinity; values outside are not counted.
 * Numbers: fixtures/golden/edge_binning.json.
 */
export function countInBins(sorted: Float64Array, edges: Float64Array): Float64Array {
  const bins = edges.length - 1
  const counts = new Float64Array(bins)
  let below = countBelow(sorted, edges[0])
  for (let i = 0; i < bins; i++) {
    const next = i === bins - 1 ? countAtOrBelow(sorted, edges[bins]) : countBelow(sorted, edges[i + 1])
    counts[i] = next - below
    below = next
  }
  return counts
}
