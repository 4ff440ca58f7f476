import type { Histogram } from "../model.js"

/** Bins from which on pairs of them are put together. */
const mostBars = 16

/**
 * The histogram with at most 16 bins where that is done by putting pairs of neighbours together: what a row of the page shows that does
 * not open. Its curves stay as they are.
 */
export function coarseBars(histogram: Histogram): Histogram {
  const bins = histogram.reference.length
  if (bins <= mostBars || bins % 2 === 1) return histogram
  const inPairs = (counts: readonly number[]) =>
    Array.from({ length: bins / 2 }, (_, i) => counts[2 * i] + counts[2 * i + 1])
  return coarseBars({
    ...histogram,
    edges: histogram.edges.filter((_, i) => i % 2 === 0),
    reference: inPairs(histogram.reference),
    current: inPairs(histogram.current),
    discrete: false,
  })
}
