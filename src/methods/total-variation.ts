import type { DriftMethod } from "../model.js"
import { equalWidthSumBounds } from "../bounds/cell-bounds.js"
import { shareGaps } from "../stats/share-gaps.js"
import { splitNoiseFloor } from "../stats/split-noise-floor.js"

/** Score: half the sum of the differences of shares, over the categories or 50 bins of equal width over both sides together. */
export default {
  meta: {
    title: "Total variation distance",
    shortTitle: "Total variation",
    description:
      "The share of rows that would have to change their category (or bin, of 50) to make the sides equal: from 0 to 1.",
    kind: "distance",
    columnTypes: ["numeric", "categorical", "boolean"],
    needs: "counts",
    bins: "equal-width-50",
    threshold: 0.1,
    thresholdReason:
      "Our choice: one row in ten lies elsewhere. With many categories or few rows chance alone gives more: see the noise floor.",
    source: "Levin, Peres and Wilmer (2009), Markov Chains and Mixing Times, ch. 4",
  },

  measure({ reference, current }) {
    return { score: shareGaps(reference, current).sum }
  },

  noiseFloor({ reference, current }) {
    const point = splitNoiseFloor(reference, current, (first, second) => shareGaps(first, second).sum)
    return Math.min(1, point)
  },

  bounds(outlines) {
    return equalWidthSumBounds(outlines, (p, q) => Math.abs(p - q) / 2)
  },
} satisfies DriftMethod<"counts">
