import type { DriftMethod } from "../model.js"
import { winBounds } from "../bounds/win-bounds.js"
import { mannWhitneyPValue } from "../stats/mann-whitney-p-value.js"
import { rowsOfPoints } from "../stats/rows-of-points.js"
import { walkRanks } from "../stats/walk-ranks.js"

/**
 * Score: the two-sided p-value; exact for up to 8 values on the smaller side without ties, else normal with the variance
 * for ties and a continuity correction. Statistic: U of the reference, the pairs in which its value is the larger one,
 * ties as halves; from 0 to n·m. Sees a shift, but not a change of spread around the same middle.
 */
export default {
  meta: {
    title: "Mann–Whitney U test",
    shortTitle: "Mann–Whitney",
    description:
      "How likely it is, if nothing changed, that one side's values are so often the larger ones: a two-sided p-value from 0 to 1.",
    kind: "test",
    columnTypes: ["numeric"],
    needs: "samples",
    threshold: 0.05,
    thresholdReason:
      "Convention: meant for one false alarm in twenty unchanged columns. It says how sure, not how large: with many rows even a tiny change does.",
    source: "Mann and Whitney (1947), Ann. Math. Statist. 18:50-60",
  },

  measure({ reference, current }) {
    const { wins, ties } = walkRanks(reference, current)
    return { score: mannWhitneyPValue(wins, ties, reference.length, current.length), statistic: wins }
  },

  bounds(outlines) {
    const { wins, ties, doubts } = winBounds(outlines)
    const [n, m] = [rowsOfPoints(outlines.reference), rowsOfPoints(outlines.current)]
    const half = (n * m) / 2
    const sizes = [wins.low - half, wins.high - half]
    // As far from the middle, and as near to it, as they may be.
    const far = half + Math.max(...sizes.map(Math.abs))
    const near = half + (sizes[0] <= 0 && sizes[1] >= 0 ? 0 : Math.min(...sizes.map(Math.abs)))
    // Without ties they are whole.
    const p = (won: number, whole: number) => [
      mannWhitneyPValue(ties.low === 0 ? whole : won, ties.low, n, m),
      mannWhitneyPValue(ties.high === 0 ? whole : won, ties.high, n, m),
    ]
    const [low, high] = [Math.min(...p(far, Math.floor(far))), Math.max(...p(near, Math.ceil(near)))]
    const [even] = p(wins.even, Math.round(wins.even))
    return { low, high, score: Math.min(high, Math.max(low, even)), statistic: wins.even, doubts }
  },
} satisfies DriftMethod<"samples">
