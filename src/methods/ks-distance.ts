import type { DriftMethod } from "../model.js"
import { gapBounds } from "../bounds/gap-bounds.js"
import { gapNoiseFloor } from "../stats/gap-noise-floor.js"
import { walkTies } from "../stats/walk-ties.js"

/** Score: the largest gap between the two cumulative curves, read after the last of equal values; the statistic of the test `ks`. */
export default {
  meta: {
    title: "Kolmogorov–Smirnov distance",
    shortTitle: "KS distance",
    description:
      "The largest gap between the two cumulative curves: the share of rows that lie on the other side of some value, from 0 to 1.",
    kind: "distance",
    columnTypes: ["numeric"],
    needs: "samples",
    threshold: 0.1,
    thresholdReason:
      "Our choice: one row in ten lies on the other side of some value; two normal curves 0.25 standard deviations apart are this far. It ignores the number of rows: see the noise floor.",
    source: "Kolmogorov (1933), Giornale dell'Istituto Italiano degli Attuari 4:83-91",
  },

  measure({ reference, current }) {
    return { score: walkTies(reference, current).gap }
  },

  noiseFloor({ reference, current }) {
    return gapNoiseFloor(reference, current)
  },

  bounds(outlines) {
    const { low, high, gap, doubts } = gapBounds(outlines)
    return { low, high, score: gap, statistic: gap, doubts }
  },
} satisfies DriftMethod<"samples">
