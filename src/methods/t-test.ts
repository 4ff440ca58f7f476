import type { DriftMethod } from "../model.js"
import { welch } from "../stats/welch.js"

/**
 * Score: the two-sided p-value of Welch's t test, which does not ask for equal variances. Statistic: reference mean less
 * current mean, in standard errors. Two different constants: p 0, without a statistic (it is infinite).
 * Not scored: one value on a side, or the same constant on both.
 */
export default {
  meta: {
    title: "Welch's t-test",
    shortTitle: "t-test",
    description: "How likely means this far apart are if both sides have the same mean: a p-value from 0 to 1.",
    kind: "test",
    columnTypes: ["numeric"],
    needs: "samples",
    threshold: 0.05,
    thresholdReason:
      "Convention: of columns whose mean did not change, about one in twenty falls below it. It says how sure, not how large, and it sees nothing but the mean.",
    source: "Welch (1947), Biometrika 34:28-35",
  },

  measure({ reference, current }) {
    const [n, m] = [reference.length, current.length]
    if (Math.min(n, m) < 2) return { score: null, reason: "One value on a side has no spread to judge the means by." }
    const [least, most] = [Math.min(reference[0], current[0]), Math.max(reference[n - 1], current[m - 1])]
    if (least === most) return { score: null, reason: "All values are equal." }
    const { statistic, p } = welch(reference, current)
    if (!Number.isFinite(statistic)) return { score: p, warnings: ["two different constants: p is 0 by convention"] }
    return { score: p, statistic }
  },
} satisfies DriftMethod<"samples">
