import type { DriftMethod } from "../model.js"
import { cramerBounds } from "../bounds/square-bounds.js"
import { cramerPValue } from "../stats/cramer-von-mises/p-value.js"
import { rowsOfPoints } from "../stats/rows-of-points.js"
import { walkRanks } from "../stats/walk-ranks.js"

/** What ties may take of the variance of the ranks without a warning. */
const tiedMost = 0.02

/**
 * Score: the p-value, exact up to 20 values on the larger side, asymptotic above, there to all digits in the far tail
 * (scipy's stops near 1e-11 and then grows). Statistic: T = n·m/(n + m)² Σ(F − G)² over all values, F and G read after
 * the last of equal values, without unit. scipy's midranks give another T with ties, at unequal sizes beyond all bounds.
 * The laws are those of values without ties; a T beyond the largest of their orders gets its probability (scipy: 0).
 */
export default {
  meta: {
    title: "Cramér–von Mises test",
    shortTitle: "Cramér–von Mises",
    description:
      "How likely two cumulative curves this far apart all along (squared gaps added up) are if nothing changed: a p-value from 0 to 1.",
    kind: "test",
    columnTypes: ["numeric"],
    needs: "samples",
    threshold: 0.05,
    thresholdReason:
      "Convention: meant for one false alarm in twenty unchanged columns. It says how sure, not how large: with many rows even a tiny change does.",
    source: "Anderson (1962), Ann. Math. Statist. 33:1148-1159",
  },

  measure({ reference, current }) {
    const { cramer, tied } = walkRanks(reference, current)
    const warnings = tied > tiedMost ? ["many equal values: p can be half of what it should be"] : []
    return { score: cramerPValue(cramer, reference.length, current.length), statistic: cramer, warnings }
  },

  bounds(outlines) {
    const { low, high, even, doubts } = cramerBounds(outlines)
    const [n, m] = [rowsOfPoints(outlines.reference), rowsOfPoints(outlines.current)]
    const p = (cramer: number) => cramerPValue(cramer, n, m)
    return { low: p(high), high: p(low), score: p(even), statistic: even, doubts }
  },
} satisfies DriftMethod<"samples">
