import type { DriftMethod } from "../model.js"
import { equalWidthSumBounds, rootOf } from "../bounds/cell-bounds.js"
import { cellNoiseFloor } from "../stats/cell-noise-floor.js"
import { jensenShannon, largestShannon, shannonTerm } from "../stats/jensen-shannon.js"

/**
 * Score: the distance (not the divergence, its square) in natural logarithms. Numbers are counted in 50 bins of equal
 * width over both sides together, so a few far outliers can press all other values into one bin.
 */
export default {
  meta: {
    title: "Jensen–Shannon distance",
    shortTitle: "Jensen–Shannon",
    description:
      "How far apart the two sets of shares lie, from 0 (equal) to 0.83 (nothing in common): base e, over 50 equal bins or the categories.",
    kind: "distance",
    columnTypes: ["numeric", "categorical", "boolean"],
    needs: "counts",
    bins: "equal-width-50",
    threshold: 0.1,
    thresholdReason:
      "Custom of drift tools, not theory: two normal curves 0.28 standard deviations apart are this far. It ignores the number of rows: see the noise floor.",
    usual: true,
    source: "Lin (1991), IEEE Trans. Inf. Theory 37:145-151; Endres and Schindelin (2003), ibid. 49:1858-1860",
  },

  measure({ reference, current }) {
    return { score: jensenShannon(reference, current) }
  },

  /** Exact cell by cell, so that it holds for thousands of nearly empty categories as well; at most the largest distance there is. */
  noiseFloor({ reference, current }) {
    return Math.min(largestShannon, Math.sqrt(cellNoiseFloor(reference, current, shannonTerm, 8)))
  },

  bounds(outlines) {
    return rootOf(equalWidthSumBounds(outlines, shannonTerm))
  },
} satisfies DriftMethod<"counts">
