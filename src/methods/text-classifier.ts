import type { DriftMethod } from "../model.js"
import { textAuc } from "../stats/text-auc.js"

/** Standard errors from the AUC down to its lower 95 % bound. */
const oneSided = 1.6448536269514722

/**
 * Score: the lower 95 % bound (one-sided) of the AUC of a classifier that tells which side a text is from, at least 0.
 * Statistic: the AUC itself, the mean of five folds: 0.5 is guessing, 1 is certainty. The classifier is a logistic
 * regression on hashed character 3- to 5-grams (TF-IDF), in any language; the same text is never both learnt from and
 * judged, unless it makes up more than a fifth of a side. The standard error is DeLong's, but never below that of random
 * scores, so that a handful of rows proves nothing; a row or two give no score. Reads at most 5,000 rows a side (a random part, always the same), of
 * each text the first 2,000 characters, and about a million characters a side.
 */
export default {
  meta: {
    title: "Text domain classifier",
    shortTitle: "Classifier",
    description:
      "How well a classifier tells current texts from reference texts it has not seen: lower 95 % bound of its AUC, 0.5 for guessing, 1 for always right.",
    kind: "distance",
    columnTypes: ["text"],
    needs: "texts",
    threshold: 0.55,
    thresholdReason:
      "Of two texts, one of each side, more than 55 in 100 pairs are told apart, and chance is ruled out by the bound: with unchanged texts it practically never gets there.",
    usual: true,
    source:
      "Lopez-Paz and Oquab (2017), Revisiting classifier two-sample tests, ICLR; DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44:837-845",
  },

  measure({ reference, current }) {
    const { auc, standardError, foldsJudged } = textAuc(reference, current)
    if (foldsJudged === 0) return { score: null, reason: "Too few texts: none is left to judge after learning." }
    return { score: Math.max(0, auc - oneSided * standardError), statistic: auc }
  },
} satisfies DriftMethod<"texts">
