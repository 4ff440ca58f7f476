import type { DriftMethod } from "../model.js"
import { equalWidthSumBounds, rootOf } from "../bounds/cell-bounds.js"
import { cellNoiseFloor } from "../stats/cell-noise-floor.js"
import { hellinger, hellingerTerm } from "../stats/hellinger.js"

/**
 * Score: the distance (not its square), over the categories or over 50 bins of equal width over both sides together, so
 * that a few far outliers can press all other values into one bin.
 */
export default {
  meta: {
    title: "Hellinger distance",
    shortTitle: "Hellinger",
    description:
      "How far apart the two sets of shares lie, from 0 (equal) to 1 (nothing in common): over 50 equal bins or the categories.",
    kind: "distance",
    columnTypes: ["numeric", "categorical", "boolean"],
    needs: "counts",
    bins: "equal-width-50",
    threshold: 0.1,
    thresholdReason:
      "Custom of drift tools, not theory: two normal curves 0.28 standard deviations apart are this far. It ignores the number of rows: see the noise floor.",
    source: "Hellinger (1909), J. reine angew. Math. 136:210-271",
  },

  measure({ reference, current }) {
    return { score: hellinger(reference, current) }
  },

  /** The squared distance is a sum over cells, near an eighth of chi-square times 1/n + 1/m where they are large. */
  noiseFloor({ reference, current }) {
    return Math.min(1, Math.sqrt(cellNoiseFloor(reference, current, hellingerTerm, 8)))
  },

  bounds(outlines) {
    return rootOf(equalWidthSumBounds(outlines, hellingerTerm))
  },
} satisfies DriftMethod<"counts">
