import type { DriftMethod } from "../model.js"
import { textKs } from "../stats/text-ks.js"

/**
 * Score: the two-sided p-value of the Kolmogorov–Smirnov test on each row's share of characters that are not letters
 * (digits, punctuation, white space, symbols), every row counted; an empty text has share 0. Finds markup, code, numbers
 * and broken encodings. Statistic: the largest gap between the two cumulative curves, in [0, 1]. Of each text the first
 * 100,000 characters are read. Ties make p too large, never too small.
 */
export default {
  meta: {
    title: "Share of characters that are not letters",
    shortTitle: "Non-letters",
    description:
      "How likely shares of digits, signs and spaces this different are if nothing changed (Kolmogorov–Smirnov test per row): a p-value from 0 to 1.",
    kind: "test",
    columnTypes: ["text"],
    needs: "texts",
    threshold: 0.05,
    thresholdReason:
      "Convention: meant for one false alarm in twenty unchanged columns. It says how sure, not how large: with many rows even a tiny change does.",
    usual: true,
    source: "Smirnov (1939), Bulletin de l'Université de Moscou 2:3-14",
  },

  measure({ reference, current }) {
    const { gap, p } = textKs(reference, current, "nonLetterShare")
    return { score: p, statistic: gap }
  },
} satisfies DriftMethod<"texts">
