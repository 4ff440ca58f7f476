import type { DriftMethod } from "../model.js"
import { mannWhitneyPValue } from "../stats/mann-whitney-p-value.js"
import { walkRanks } from "../stats/walk-ranks.js"

/**
 * Score: the two-sided p-value; exact for up to 8 values on the smaller side without ties, else normal with the variance
 * for ties and a continuity correction. Statistic: U of the reference, the pairs in which its value is the larger one,
 * ties as halves; from 0 to n·m. Sees a shift, but not a change of spread around the same middle.
 */
export default {
  meta: {
    title: "Mann–Whitney U test",
    shortTitle: "Mann–Whitney",
    description:
      "How likely it is, if nothing changed, that one side's values are so often the larger ones: a two-sided p-value from 0 to 1.",
    kind: "test",
    columnTypes: ["numeric"],
    needs: "samples",
    threshold: 0.05,
    thresholdReason:
      "Convention: meant for one false alarm in twenty unchanged columns. It says how sure, not how large: with many rows even a tiny change does.",
    source: "Mann and Whitney (1947), Ann. Math. Statist. 18:50-60",
  },

  measure({ reference, current }) {
    const { wins, ties } = walkRanks(reference, current)
    return { score: mannWhitneyPValue(wins, ties, reference.length, current.length), statistic: wins }
  },
} satisfies DriftMethod<"samples">
