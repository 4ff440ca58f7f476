import type { DriftMethod } from "../model.js"
import { hellinger } from "../stats/hellinger.js"

/** Score: minus the logarithm of the Bhattacharyya coefficient, which is 1 − H² for the Hellinger distance H; capped at 20. */
export default {
  meta: {
    title: "Bhattacharyya distance",
    shortTitle: "Bhattacharyya",
    description: "How far apart the two sets of shares lie, from 0 (equal) to 20 (nothing in common).",
    kind: "distance",
    columnTypes: ["numeric", "categorical", "boolean"],
    needs: "counts",
    bins: "equal-width-50",
    threshold: 0.01,
    thresholdReason: "A Hellinger distance of 0.1, the custom of drift tools, is this far.",
    source: "Bhattacharyya (1943), Bulletin of the Calcutta Mathematical Society 35:99-109",
  },

  measure({ reference, current }) {
    const coefficient = 1 - hellinger(reference, current) ** 2
    return { score: Math.min(20, Math.max(0, -Math.log(coefficient))) }
  },
} satisfies DriftMethod<"counts">
