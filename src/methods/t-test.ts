import type { DriftMethod } from "../model.js"
import { anyP } from "../bounds/any-p.js"
import { meanBounds } from "../bounds/mean-bounds.js"
import { meanGapSkewness } from "../stats/mean-gap-skewness.js"
import { welch } from "../stats/welch.js"

/** Skewness of the difference of the means: from where on p is doubtful, and from where on it is no use. */
const skewness = { doubtful: 0.25, useless: 0.4 }
const hangsOnFew =
  "A few large values carry the means of sides of unequal size: p would be far too small; mann-whitney stands them."
const rather = "skewed values on sides of unequal size: p can be half of what it should be"

/**
 * Score: the two-sided p-value of Welch's t test, which does not ask for equal variances. Statistic: reference mean less
 * current mean, in standard errors. Two different constants: p 0, without a statistic (it is infinite).
 * Not scored: one value on a side, the same constant on both, or a mean that hangs on a few large values while the sides
 * differ in size.
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
      "Convention: meant for one false alarm in twenty columns whose mean did not change. It says how sure, not how large, and it sees nothing but the mean.",
    source: "Welch (1947), Biometrika 34:28-35",
  },

  measure({ reference, current }) {
    const [n, m] = [reference.length, current.length]
    if (Math.min(n, m) < 2) return { score: null, reason: "One value on a side has no spread to judge the means by." }
    const [least, most] = [Math.min(reference[0], current[0]), Math.max(reference[n - 1], current[m - 1])]
    if (least === most) return { score: null, reason: "All values are equal." }
    const { statistic, p } = welch(reference, current)
    if (!Number.isFinite(statistic)) return { score: p, warnings: ["two different constants: p is 0 by convention"] }
    const skewed = meanGapSkewness(reference, current)
    if (skewed > skewness.useless) return { score: null, reason: hangsOnFew }
    return { score: p, statistic, warnings: skewed > skewness.doubtful ? [rather] : [] }
  },

  bounds(outlines) {
    const found = meanBounds(outlines)
    // Whether it is scored at all may be open: the sides' values were measured as they are handed over.
    if (found === null || found.skewness > skewness.useless) return anyP
    const { far, near } = found
    return { low: far.p, high: near.p, score: near.p, statistic: near.statistic, doubts: [] }
  },
} satisfies DriftMethod<"samples">
