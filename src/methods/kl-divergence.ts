import type { DriftMethod } from "../model.js"
import { equalWidthSumBounds } from "../bounds/cell-bounds.js"
import { clippedAway, divergenceTerm, klDivergence, largestDivergence } from "../stats/kl-divergence.js"
import { splitNoiseFloor } from "../stats/split-noise-floor.js"

/**
 * Score: Σ r·ln(r/c) over the shares of the reference (r) and the current side (c), in natural logarithms; shares below
 * 1e-10 count as 1e-10. Numbers are counted in 50 bins of equal width over both sides together. It is not symmetric: a
 * category that is gone counts some 20 times its share, a new one next to nothing.
 */
export default {
  meta: {
    title: "Kullback–Leibler divergence",
    shortTitle: "Kullback–Leibler",
    description:
      "How badly the current shares describe the reference, from 0 (equal) to 23 (nothing in common): base e, over 50 equal bins or the categories.",
    kind: "distance",
    columnTypes: ["numeric", "categorical", "boolean"],
    needs: "counts",
    bins: "equal-width-50",
    threshold: 0.1,
    thresholdReason:
      "Custom of drift tools: two normal curves 0.45 standard deviations apart are this far. One value in 200 that is gone is enough, so look at the noise floor.",
    source: "Kullback and Leibler (1951), Ann. Math. Statist. 22:79-86",
  },

  measure({ reference, current }) {
    return { score: klDivergence(reference, current) }
  },

  /** By dealing the rows to the sides at random: chance empties a cell now and then, and that costs most. */
  noiseFloor({ reference, current }) {
    return Math.min(largestDivergence, splitNoiseFloor(reference, current, klDivergence))
  },

  bounds(outlines) {
    const { low, high, ...sum } = equalWidthSumBounds(outlines, divergenceTerm)
    const slack = clippedAway(50)
    return { ...sum, low: Math.max(0, low - slack), high: high + slack }
  },
} satisfies DriftMethod<"counts">
