import type { DriftMethod } from "../model.js"
import { bothGapsBounds } from "../bounds/gap-bounds.js"
import { kuiperPValue } from "../stats/kuiper-p-value.js"
import { rowsOfPoints } from "../stats/rows-of-points.js"
import { walkTies } from "../stats/walk-ties.js"

/**
 * Score: the p-value, exact up to 50 values on both sides together, asymptotic above. Statistic: the largest gap between the
 * two cumulative curves in one direction plus that in the other, in [0, 1]. Unlike Kolmogorov–Smirnov it is as sensitive
 * in the tails as in the middle, and the same for values on a circle wherever they start. With ties p is on the safe side.
 */
export default {
  meta: {
    title: "Kuiper test",
    shortTitle: "Kuiper",
    description:
      "How likely gaps this large between the two cumulative curves, upwards and downwards added, are if nothing changed: a p-value from 0 to 1.",
    kind: "test",
    columnTypes: ["numeric"],
    needs: "samples",
    threshold: 0.05,
    thresholdReason:
      "Convention: meant for one false alarm in twenty unchanged columns. It says how sure, not how large: with many rows even a tiny change does.",
    source: "Kuiper (1960), Indagationes Mathematicae 22:38-47; Stephens (1970), J. R. Statist. Soc. B 32:115-122",
  },

  measure({ reference, current }) {
    const { bothGaps } = walkTies(reference, current)
    return { score: kuiperPValue(bothGaps, reference.length, current.length), statistic: bothGaps }
  },

  bounds(outlines) {
    const { low, high, gap, doubts } = bothGapsBounds(outlines)
    const [n, m] = [rowsOfPoints(outlines.reference), rowsOfPoints(outlines.current)]
    const p = (gaps: number) => kuiperPValue(gaps, n, m)
    return { low: p(high), high: p(low), score: p(gap), statistic: gap, doubts }
  },
} satisfies DriftMethod<"samples">
