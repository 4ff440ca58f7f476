import type { DriftMethod } from "../model.js"
import { rowsOfPoints } from "../stats/rows-of-points.js"
import { gapBounds } from "../bounds/gap-bounds.js"
import { ksPValue } from "../stats/ks-p-value.js"
import { maxEcdfGap } from "../stats/max-ecdf-gap.js"

/**
 * Score: the two-sided p-value, exact up to 10,000 values on the larger side, asymptotic above. Statistic: the largest
 * gap between the two cumulative curves, in [0, 1]. With many ties the p-value is on the safe side (too large).
 */
export default {
  meta: {
    title: "Kolmogorov–Smirnov test",
    shortTitle: "KS",
    description:
      "How likely a gap this large between the two cumulative curves is if nothing changed: a p-value from 0 to 1.",
    kind: "test",
    columnTypes: ["numeric"],
    needs: "samples",
    threshold: 0.05,
    thresholdReason:
      "Convention: meant for one false alarm in twenty unchanged columns. It says how sure, not how large: with many rows even a tiny change does.",
    usual: true,
    source: "Smirnov (1939), Bulletin de l'Université de Moscou 2:3-14; Hodges (1958), Arkiv för Matematik 3:469-486",
  },

  measure({ reference, current }) {
    const { gap } = maxEcdfGap(reference, current)
    return { score: ksPValue(gap, reference.length, current.length), statistic: gap }
  },

  bounds(outlines) {
    const { low, high, gap, doubts } = gapBounds(outlines)
    const p = (distance: number) => ksPValue(distance, rowsOfPoints(outlines.reference), rowsOfPoints(outlines.current))
    return { low: p(high), high: p(low), score: p(gap), statistic: gap, doubts }
  },
} satisfies DriftMethod<"samples">
