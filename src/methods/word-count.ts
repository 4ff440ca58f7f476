import type { DriftMethod } from "../model.js"
import { textKs } from "../stats/text-ks.js"

/**
 * Score: the two-sided p-value of the Kolmogorov–Smirnov test on words per row, every row counted. A word is a run of
 * letters, digits and their marks in any script; Japanese or Thai, without spaces, have one per range between signs.
 * Statistic: the largest gap between the two cumulative curves, in [0, 1]. Of each text the first 100,000 characters are
 * read. Ties make p too large, never too small.
 */
export default {
  meta: {
    title: "Words per text",
    shortTitle: "Words",
    description:
      "How likely word counts this different are if nothing changed (Kolmogorov–Smirnov test of words per row): a p-value from 0 to 1.",
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
    const { gap, p } = textKs(reference, current, "words")
    return { score: p, statistic: gap }
  },
} satisfies DriftMethod<"texts">
