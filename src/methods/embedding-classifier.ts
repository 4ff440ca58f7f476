import type { DriftMethod } from "../model.js"
import { embeddingAuc } from "../stats/embedding-auc.js"

/** Standard errors from the AUC down to its lower 95 % bound. */
const oneSided = 1.6448536269514722

/**
 * Score: the lower 95 % bound (one-sided) of the AUC of a classifier that tells by a text's vector which side it is from, at least 0.
 * Statistic: the AUC itself, the mean of five folds: 0.5 is guessing, 1 is certainty. The standard error is that of the classifier of
 * texts. Reads the rows that have vectors, at most 1,000 a side; there are none without an embedder.
 */
export default {
  meta: {
    title: "Embedding domain classifier",
    shortTitle: "Embeddings",
    description:
      "How well a classifier tells current texts from reference texts by what they mean, as vectors of an embedder (`--embedder`) have it: lower 95 % bound of its AUC, 0.5 for guessing, 1 for always right.",
    kind: "distance",
    columnTypes: ["text"],
    needs: "embeddings",
    threshold: 0.55,
    thresholdReason:
      "As for the classifier of texts: more than 55 in 100 pairs are told apart, and chance is ruled out by the bound.",
    usual: true,
    source:
      "Lopez-Paz and Oquab (2017), Revisiting classifier two-sample tests, ICLR; DeLong, DeLong and Clarke-Pearson (1988), Biometrics 44:837-845",
  },

  measure({ reference, current }) {
    if (reference.texts.length === 0 || current.texts.length === 0)
      return { score: null, reason: "A side has no text with a vector." }
    const { auc, standardError, foldsJudged } = embeddingAuc(reference, current)
    if (foldsJudged === 0) return { score: null, reason: "Too few texts: none is left to judge after learning." }
    return { score: Math.max(0, auc - oneSided * standardError), statistic: auc }
  },
} satisfies DriftMethod<"embeddings">
