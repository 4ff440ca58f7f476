import type { DriftMethod } from "../model.js"
import { clippedAreaBounds, scaledArea } from "../bounds/area-bounds.js"
import { clippedDistance } from "../stats/clipped-distance.js"

/**
 * Score: the area between the two cumulative curves of the clipped values over the standard deviation of the clipped
 * reference; both sides are clipped ("winsorized") to the 2.5 % and the 97.5 % point of all values together. Statistic:
 * that area, in the column's unit. The unit does not matter, however small. Beyond the largest double both stay there.
 * Not scored: a clipped reference that holds one value.
 */
export default {
  meta: {
    title: "Wasserstein distance, clipped",
    shortTitle: "Clipped Wasserstein",
    description:
      "How far the middle 95 % of the values moved on average, in standard deviations of the reference's: from 0 (equal) upwards, without limit. No outlier, stand-in for a missing value or heavy tail can hide or make a change.",
    kind: "distance",
    columnTypes: ["numeric"],
    needs: "samples",
    threshold: 0.1,
    thresholdReason:
      "That of the Wasserstein distance: values moved by a tenth of a standard deviation on average. It ignores the number of rows (see the noise floor), and what happens within one twentieth of them: see `tails`.",
    source:
      "Vallender (1974), Theory of Probability and its Applications 18:784-786; Dixon (1960), Ann. Math. Statist. 31:385-391 (winsorized)",
  },

  measure({ reference, current }) {
    const { area, deviation } = clippedDistance(reference, current)
    if (deviation === 0)
      return {
        score: null,
        reason: "The reference holds one value between the tails of both sides, so it has no scale.",
      }
    return { score: Math.min(Number.MAX_VALUE, area / deviation), statistic: area }
  },

  noiseFloor({ reference, current }) {
    const { noiseFloor, deviation } = clippedDistance(reference, current)
    return deviation === 0 ? 0 : Math.min(Number.MAX_VALUE, noiseFloor / deviation)
  },

  bounds(outlines) {
    return scaledArea(clippedAreaBounds(outlines))
  },
} satisfies DriftMethod<"samples">
