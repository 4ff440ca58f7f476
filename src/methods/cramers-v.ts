import type { DriftMethod } from "../model.js"
import { cramersV } from "../stats/cramers-v.js"
import { splitNoiseFloor } from "../stats/split-noise-floor.js"

/**
 * Score: Cramér's V of side against category with its bias taken out, so that unchanged categories give about 0 however
 * many there are. Statistic: V as it is, the root of chi-square over the number of rows.
 */
export default {
  meta: {
    title: "Cramér's V (bias-corrected)",
    shortTitle: "Cramér's V",
    description: "How strongly the category tells which side a row is from, from 0 (not at all) to 1 (always).",
    kind: "distance",
    columnTypes: ["categorical", "boolean"],
    needs: "counts",
    threshold: 0.1,
    thresholdReason:
      "What Cohen calls a small effect: with two equally common categories, a tenth of the rows moved from one to the other. It shrinks when one side has far fewer rows.",
    source: "Bergsma (2013), J. Korean Statist. Soc. 42:323-328; Cohen (1988), Statistical Power Analysis, ch. 7",
  },

  measure({ reference, current }) {
    const { plain, corrected } = cramersV(reference, current)
    return { score: corrected, statistic: plain }
  },

  noiseFloor({ reference, current }) {
    const point = splitNoiseFloor(reference, current, (first, second) => cramersV(first, second).corrected)
    return Math.min(1, point)
  },
} satisfies DriftMethod<"counts">
