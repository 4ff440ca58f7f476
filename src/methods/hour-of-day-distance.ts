import type { DriftMethod } from "../model.js"
import { chi2NoiseFloor } from "../stats/chi2-noise-floor.js"
import { jensenShannon, largestShannon } from "../stats/jensen-shannon.js"
import { hourDoubts } from "../stats/time-doubts.js"
import { profileByHour } from "../stats/time-profile.js"

/** Score: the Jensen–Shannon distance (base e) between the two rows of 24 shares, one per hour of the day (UTC). Dates without a time are all at midnight: 0, with a warning. */
export default {
  meta: {
    title: "Hour of day distance",
    shortTitle: "Hour distance",
    description:
      "How far apart the shares of rows per hour of the day lie (Jensen–Shannon, UTC), from 0 (equal) to 0.83 (nothing in common).",
    kind: "distance",
    columnTypes: ["datetime"],
    needs: "samples",
    threshold: 0.1,
    thresholdReason:
      "Custom of drift tools; here it is reached when about one row in seven moves from one half of the day to the other. See the noise floor for few rows.",
    usual: true,
    source: "Lin (1991), IEEE Trans. Inf. Theory 37:145-151; Endres and Schindelin (2003), ibid. 49:1858-1860",
  },

  measure({ reference, current }) {
    const score = jensenShannon(profileByHour(reference), profileByHour(current))
    return { score, warnings: hourDoubts(reference, current) }
  },

  /** Near equal shares the squared distance is an eighth of the chi-square statistic times 1/n + 1/m, if rows are independent. */
  noiseFloor({ reference, current }) {
    const square = chi2NoiseFloor(profileByHour(reference), profileByHour(current)) / 8
    return Math.min(largestShannon, Math.sqrt(square))
  },
} satisfies DriftMethod<"samples">
