import type { DriftMethod } from "../model.js"
import { chiSquareTest } from "../stats/chi-square-test.js"
import { hourDoubts } from "../stats/time-doubts.js"
import { profileByHour } from "../stats/time-profile.js"

/**
 * Score: the p-value of the chi-square test on the 2 × 24 table of rows per hour of the day (UTC), without Yates' correction;
 * hours empty on both sides are left out. Statistic: chi-square. Dates without a time are all at midnight: p 1, with a warning.
 * Rows count as independent: events that come in bursts make p too small.
 */
export default {
  meta: {
    title: "Hour of day test",
    shortTitle: "Hour",
    description:
      "How likely daily profiles this different are if rows of both sides fell on hours alike (chi-square test, UTC): a p-value from 0 to 1.",
    kind: "test",
    columnTypes: ["datetime"],
    needs: "samples",
    threshold: 0.05,
    thresholdReason:
      "Convention: meant for one false alarm in twenty unchanged columns. It says how sure, not how large: with many rows even a tiny change does.",
    usual: true,
    source: "Pearson (1900), Philosophical Magazine 50:157-175",
  },

  measure({ reference, current }) {
    const { statistic, p, doubts } = chiSquareTest(profileByHour(reference), profileByHour(current))
    return { score: p, statistic, warnings: [...hourDoubts(reference, current), ...doubts] }
  },
} satisfies DriftMethod<"samples">
