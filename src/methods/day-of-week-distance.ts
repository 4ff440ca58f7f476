import type { DriftMethod } from "../model.js"
import { chi2NoiseFloor } from "../stats/chi2-noise-floor.js"
import { jensenShannon, largestShannon } from "../stats/jensen-shannon.js"
import { weekdayDoubts } from "../stats/time-doubts.js"
import { profileByWeekday } from "../stats/time-profile.js"

/**
 * Score: the Jensen–Shannon distance (base e) between the two rows of 7 shares, one per day of the week (UTC). Periods that
 * are no whole weeks hold some weekdays more often: a warning says so below two weeks.
 */
export default {
  meta: {
    title: "Day of week distance",
    shortTitle: "Weekday distance",
    description:
      "How far apart the shares of rows per day of the week lie (Jensen–Shannon, UTC), from 0 (equal) to 0.83 (nothing in common).",
    kind: "distance",
    columnTypes: ["datetime"],
    needs: "samples",
    threshold: 0.1,
    thresholdReason:
      "Custom of drift tools; here it is reached when about one row in seven moves from some weekdays to the others. See the noise floor for few rows.",
    usual: true,
    source: "Lin (1991), IEEE Trans. Inf. Theory 37:145-151; Endres and Schindelin (2003), ibid. 49:1858-1860",
  },

  measure({ reference, current }) {
    const score = jensenShannon(profileByWeekday(reference), profileByWeekday(current))
    return { score, warnings: weekdayDoubts(reference, current) }
  },

  /** Near equal shares the squared distance is an eighth of the chi-square statistic times 1/n + 1/m, if rows are independent. */
  noiseFloor({ reference, current }) {
    const square = chi2NoiseFloor(profileByWeekday(reference), profileByWeekday(current)) / 8
    return Math.min(largestShannon, Math.sqrt(square))
  },
} satisfies DriftMethod<"samples">
