import type { DriftMethod } from "../model.js"
import { shareGaps } from "../stats/share-gaps.js"
import { splitNoiseFloor } from "../stats/split-noise-floor.js"

/** Score: the largest difference between the shares that any one category has on the two sides (L∞). */
export default {
  meta: {
    title: "Chebyshev distance",
    shortTitle: "Chebyshev",
    description: "The largest change of any single category's share of rows, from 0 to 1.",
    kind: "distance",
    columnTypes: ["categorical", "boolean"],
    needs: "counts",
    threshold: 0.1,
    thresholdReason:
      "Our choice: one category gained or lost a tenth of all rows. Many small changes do not add up here, so nothing may be found among hundreds of categories.",
    source: "Deza and Deza (2009), Encyclopedia of Distances, ch. 14",
  },

  measure({ reference, current }) {
    return { score: shareGaps(reference, current).largest }
  },

  noiseFloor({ reference, current }) {
    const point = splitNoiseFloor(reference, current, (first, second) => shareGaps(first, second).largest)
    return Math.min(1, point)
  },
} satisfies DriftMethod<"counts">
