import type { DriftMethod } from "../model.js"
import { andersonBounds } from "../bounds/square-bounds.js"
import { winBounds } from "../bounds/win-bounds.js"
import { andersonDarling } from "../stats/anderson-darling.js"
import { rowsOfPoints } from "../stats/rows-of-points.js"
import { walkRanks } from "../stats/walk-ranks.js"

/** What ties may take of the variance of the ranks. Five equally common values take 4 %, and 9 of 100 unchanged columns fall below 0.05. */
const tiedMost = 0.03

const atTheEnds = {
  capped: "p is 0.25 or more: the published table ends there",
  floored: "p is 0.001 or less: the published table ends there, so do not correct it for many columns",
}

/**
 * Score: the p-value from a table of seven points, kept within [0.001, 0.25] where that table ends (a warning says so).
 * Statistic: A² (midrank form for ties) less its mean over its standard deviation, as scipy.stats.anderson_ksamp gives
 * it; negative where the sides are more alike than usual. Weighs the tails more than Cramér–von Mises does.
 * Not scored: fewer than 4 values together, or many equal ones: its law is that of continuous numbers.
 */
export default {
  meta: {
    title: "Anderson–Darling test",
    shortTitle: "Anderson–Darling",
    description:
      "How likely two cumulative curves this far apart, the tails weighed most, are if nothing changed: a p-value from 0.001 to 0.25, where its table ends.",
    kind: "test",
    columnTypes: ["numeric"],
    needs: "samples",
    threshold: 0.05,
    thresholdReason:
      "Convention: meant for one false alarm in twenty unchanged columns. Its p never falls below 0.001, so it is of no use with a correction for more than 50 columns.",
    source: "Scholz and Stephens (1987), J. Am. Statist. Assoc. 82:918-924",
  },

  measure({ reference, current }) {
    const [n, m] = [reference.length, current.length]
    const { anderson, tied } = walkRanks(reference, current)
    if (n + m < 4) return { score: null, reason: "Fewer than 4 values on both sides together." }
    if (anderson === null) return { score: null, reason: "All values are equal." }
    if (tied > tiedMost)
      return {
        score: null,
        reason: "Too many equal values for its p, which is that of continuous numbers; ks and mann-whitney stand them.",
      }
    const { statistic, p, limit } = andersonDarling(anderson, n, m)
    return { score: p, statistic, warnings: limit === null ? [] : [atTheEnds[limit]] }
  },

  bounds(outlines) {
    const { low, high, even, doubts } = andersonBounds(outlines)
    const [n, m] = [rowsOfPoints(outlines.reference), rowsOfPoints(outlines.current)]
    const all = n + m
    const at = (anderson: number) => andersonDarling(anderson, n, m)
    const { statistic, p } = at(even)
    // Whether it is scored at all may be open.
    const isTied = winBounds(outlines).ties.high > tiedMost * (all ** 3 - all)
    return { low: isTied ? 0 : at(high).p, high: isTied ? 1 : at(low).p, score: p, statistic, doubts }
  },
} satisfies DriftMethod<"samples">
