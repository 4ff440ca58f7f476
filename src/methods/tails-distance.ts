import type { DriftMethod } from "../model.js"
import { tailBounds } from "../bounds/tail-bounds.js"
import { tailNoiseFloor, tailTest } from "../stats/tail-test.js"

/**
 * Score: by how much the share of values below the 2.5 % point or above the 97.5 % point of all values together moved, the
 * larger of the two in size; the statistic of the test `tails`. 0.015 is 1.5 points.
 */
export default {
  meta: {
    title: "Tail distance",
    shortTitle: "Tail distance",
    description:
      "By how much the share of very small or of very large values moved, the larger of the two: from 0 to 1, with as many rows on both sides to 0.05.",
    kind: "distance",
    columnTypes: ["numeric"],
    needs: "samples",
    threshold: 0.015,
    thresholdReason:
      "Our choice: a tail that holds 2.5 % of all rows has gained or lost 1.5 rows in a hundred. It ignores the number of rows: see the noise floor.",
    source: "Fisher (1935), J. R. Statist. Soc. 98:39-82, for the test of the same shares",
  },

  measure({ reference, current }) {
    return { score: tailTest(reference, current).shift }
  },

  noiseFloor({ reference, current }) {
    return tailNoiseFloor(reference, current)
  },

  bounds(outlines) {
    const { shift, doubts } = tailBounds(outlines)
    return { low: shift.low, high: shift.high, score: shift.even, statistic: shift.even, doubts }
  },
} satisfies DriftMethod<"samples">
