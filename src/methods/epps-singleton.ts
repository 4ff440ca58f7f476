import type { DriftMethod } from "../model.js"
import { anyP } from "../bounds/any-p.js"
import { thinnedRanges } from "../bounds/thinned-ranges.js"
import { waveBounds } from "../bounds/wave-bounds.js"
import { widestFirst } from "../bounds/widest-first.js"
import { eppsSingleton } from "../stats/epps-singleton.js"
import { chi2Sf } from "../stats/special.js"
import { thinSorted } from "../stats/thin-sorted.js"

const fewest = 5
/** Sides may be of any sizes from so many values on; below, the larger may have at most so many times the values of the smaller. */
const unequal = { from: 500, ratioMost: 2 }
/** From `from` values on the larger side on there is no correction for small samples; it would be needed up to `to` on the smaller. */
const uncorrected = { from: 25, to: 50 }
const rowsMost = 100_000
const seed = 20_240_904

/**
 * Score: the p-value of chi-square with as many degrees of freedom as there are directions in which the four figures (cos
 * and sin at two frequencies) vary: 4, fewer with few different values. Statistic: W, corrected below 25 values a side.
 * Compares the characteristic functions, so ties do no harm. Above 100,000 values a side a random part of that size is
 * read, always the same. Not scored: fewer than 5 values on a side, or fewer than 500 beside more than twice as many, or
 * more than half of all values equal around the middle.
 */
export default {
  meta: {
    title: "Epps–Singleton test",
    shortTitle: "Epps–Singleton",
    description:
      "How likely characteristic functions this different are if nothing changed, with or without ties: a p-value from 0 to 1.",
    kind: "test",
    columnTypes: ["numeric"],
    needs: "samples",
    threshold: 0.05,
    thresholdReason:
      "Convention: meant for one false alarm in twenty unchanged columns. It says how sure, not how large: with many rows even a tiny change does.",
    source:
      "Epps and Singleton (1986), J. Statist. Comput. Simul. 26:177-203; Goerg and Kaiser (2009), Stata J. 9:454-465",
  },

  measure({ reference, current }) {
    const [n, m] = [reference.length, current.length]
    const [smaller, larger] = [Math.min(n, m), Math.max(n, m)]
    if (smaller < fewest) return { score: null, reason: `Fewer than ${fewest} values on a side.` }
    if (smaller < unequal.from && larger > unequal.ratioMost * smaller)
      return {
        score: null,
        reason: `Fewer than ${unequal.from} values on a side and more than twice as many on the other: p would be far too small.`,
      }
    const result = eppsSingleton(thinSorted(reference, rowsMost, seed), thinSorted(current, rowsMost, seed + 1))
    if (typeof result === "string") return { score: null, reason: result }
    const { statistic, p, rank } = result
    const warnings = larger > rowsMost ? ["read from a random part of 100,000 values a side"] : []
    if (larger >= uncorrected.from && smaller < uncorrected.to)
      warnings.push(`fewer than ${uncorrected.to} values on a side: p can be half of what it should be`)
    if (rank < 4) warnings.push(`few different values: ${rank} of 4 degrees of freedom are left`)
    return { score: p, statistic, warnings }
  },

  bounds(outlines) {
    const { reference, current } = outlines
    const doubts = widestFirst(outlines)
    const found = waveBounds(thinnedRanges(reference, rowsMost, seed), thinnedRanges(current, rowsMost, seed + 1))
    if (found === null) return { ...anyP, doubts }
    const p = (statistic: number) => chi2Sf(statistic, 4)
    return { low: p(found.high), high: p(found.low), score: p(found.even), statistic: found.even, doubts }
  },
} satisfies DriftMethod<"samples">
