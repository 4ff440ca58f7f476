import type { DriftMethod } from "../model.js"
import { openDecileSumBounds } from "../bounds/cell-bounds.js"
import { largestStability, populationStability, stabilityTerm } from "../stats/population-stability.js"

/** Score: the index as monitors usually have it, over bins cut at the reference's deciles; shares below 1e-4 count as 1e-4. */
export default {
  meta: {
    title: "PSI over plain deciles",
    shortTitle: "PSI, plain deciles",
    description:
      "The index over bins that are cut at the different deciles of the reference and hold their left edge, from 0 (equal) upwards. It sees nothing where a value fills most of a column: the other PSI does.",
    kind: "distance",
    columnTypes: ["numeric", "categorical", "boolean"],
    needs: "counts",
    bins: "plain-deciles",
    threshold: 0.2,
    thresholdReason: "Custom of credit scoring: below 0.1 stable, above 0.2 a significant change.",
    source: "Siddiqi (2006), Credit Risk Scorecards, ch. 9",
  },

  measure({ reference, current }) {
    return reference.length < 2
      ? { score: null, reason: "The reference is constant: it has no deciles to cut at." }
      : { score: populationStability(reference, current) }
  },

  bounds(outlines) {
    return openDecileSumBounds(outlines, stabilityTerm, largestStability)
  },
} satisfies DriftMethod<"counts">
