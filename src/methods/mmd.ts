import type { DriftMethod } from "../model.js"
import { anyP } from "../bounds/any-p.js"
import { isKnown, thinnedRanges } from "../bounds/thinned-ranges.js"
import { discrepancyTest } from "../stats/mean-discrepancy/permutation-p.js"
import { thinSorted } from "../stats/thin-sorted.js"

const rowsMost = 500
const permutations = 499
const seed = 20_240_905

/**
 * Score: the p-value from 499 seeded redistributions of the values between the sides, at least 0.002. Statistic: the
 * unbiased squared discrepancy under a Gaussian kernel as wide as the median distance of all pairs; from about -0.01 (equal)
 * to 2. Above 500 values a side a random part of that size is read, always the same. Not scored: one value on a side.
 */
export default {
  meta: {
    title: "Maximum mean discrepancy",
    shortTitle: "MMD",
    description:
      "How likely a discrepancy this large under a Gaussian kernel is if values were dealt to the sides at random: a p-value from 0.002 to 1.",
    kind: "test",
    columnTypes: ["numeric"],
    needs: "samples",
    threshold: 0.05,
    thresholdReason:
      "Convention: meant for one false alarm in twenty unchanged columns. It reads at most 500 values a side, so it finds only what shows among these.",
    source: "Gretton et al. (2012), J. Machine Learning Research 13:723-773",
  },

  measure({ reference, current }) {
    const [n, m] = [reference.length, current.length]
    if (Math.min(n, m) < 2) return { score: null, reason: "One value on a side has no distance to another." }
    const [x, y] = [thinSorted(reference, rowsMost, seed), thinSorted(current, rowsMost, seed + 1)]
    const { statistic, p } = discrepancyTest(x, y, permutations)
    const warnings = Math.max(n, m) > rowsMost ? [`read from a random part of ${rowsMost} values a side`] : []
    return { score: p, statistic, warnings }
  },

  /** Which values are dealt to which side hangs on each of them: nothing is known where one is not. */
  bounds({ reference, current }) {
    const [x, y] = [thinnedRanges(reference, rowsMost, seed), thinnedRanges(current, rowsMost, seed + 1)]
    if (!isKnown(x) || !isKnown(y)) return { ...anyP, low: 1 / (1 + permutations) }
    const { statistic, p } = discrepancyTest(x.low, y.low, permutations)
    return { low: p, high: p, score: p, statistic, doubts: [] }
  },
} satisfies DriftMethod<"samples">
