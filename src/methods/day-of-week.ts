import type { DriftMethod } from "../model.js"
import { chiSquareTest } from "../stats/chi-square-test.js"
import { weekdayDoubts } from "../stats/time-doubts.js"
import { profileByWeekday } from "../stats/time-profile.js"

/**
 * Score: the p-value of the chi-square test on the 2 × 7 table of rows per day of the week (UTC), without Yates' correction;
 * weekdays empty on both sides are left out. Statistic: chi-square. Periods that are no whole weeks hold some weekdays more
 * often: a warning says so below two weeks. Rows count as independent: events that come in bursts make p too small.
 */
export default {
  meta: {
    title: "Day of week test",
    shortTitle: "Weekday",
    description:
      "How likely weekly profiles this different are if rows of both sides fell on weekdays alike (chi-square test, UTC): a p-value from 0 to 1.",
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
    const { statistic, p, doubts } = chiSquareTest(profileByWeekday(reference), profileByWeekday(current))
    return { score: p, statistic, warnings: [...weekdayDoubts(reference, current), ...doubts] }
  },
} satisfies DriftMethod<"samples">
