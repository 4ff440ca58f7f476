import type { DriftMethod } from "../model.js"
import { tailBounds } from "../bounds/tail-bounds.js"
import { tailTest } from "../stats/tail-test.js"

/**
 * Score: twice the smaller of two p-values, each of Fisher's exact test of how many values of the two sides lie beyond a
 * cut: below the 2.5 % point, above the 97.5 % point of all values together. Statistic: by how much the share beyond a cut
 * moved, the larger of the two in size, in [0, 1]. Values equal to a cut are in no tail: where one value is as frequent as
 * that, the tail is smaller, or there is none and p is 1.
 */
export default {
  meta: {
    title: "Tail test (Fisher's exact)",
    shortTitle: "Tails",
    description:
      "How likely shares of very small and very large values this different are if nothing changed, counted exactly: a p-value from 0 to 1.",
    kind: "test",
    columnTypes: ["numeric"],
    needs: "samples",
    threshold: 0.05,
    thresholdReason:
      "Convention: at most one false alarm in twenty unchanged columns, with few rows fewer. It says how sure, not how large, and sees nothing but the tails.",
    source: "Fisher (1935), J. R. Statist. Soc. 98:39-82",
  },

  measure({ reference, current }) {
    const { p, shift } = tailTest(reference, current)
    return { score: p, statistic: shift }
  },

  bounds(outlines) {
    const { p, shift, doubts } = tailBounds(outlines)
    return { low: p.low, high: p.high, score: p.even, statistic: shift.even, doubts }
  },
} satisfies DriftMethod<"samples">
