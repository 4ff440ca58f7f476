import type { DriftMethod, ListSample } from "../model.js"
import { vectorAuc } from "../stats/vector-auc.js"

/** Standard errors from the AUC down to its lower 95 % bound. */
const oneSided = 1.6448536269514722
/** Share of the lists that have to be of one length; the others are left out. */
const alike = 0.95

/**
 * Score: the lower 95 % bound (one-sided) of the AUC of boosted trees that tell which side a vector is from, at least 0. Statistic: the AUC
 * itself, the mean of five folds: 0.5 is guessing, 1 is certainty. Looks at 2,000 vectors of a side and 64 of their places at most,
 * evenly spaced. Lists of different lengths are no vectors and give no score.
 */
export default {
  meta: {
    title: "Vector domain classifier",
    shortTitle: "Classifier",
    description:
      "How well a classifier tells current vectors, such as embeddings, from reference vectors it has not seen: lower 95 % bound of its AUC, 0.5 for guessing, 1 for always right.",
    kind: "distance",
    columnTypes: ["nested"],
    needs: "vectors",
    threshold: 0.55,
    thresholdReason:
      "Of two vectors, one of each side, more than 55 in 100 pairs are told apart, and chance is ruled out by the bound, as with texts.",
    usual: true,
    source:
      "Lopez-Paz and Oquab (2017), Revisiting classifier two-sample tests, ICLR; Nadeau and Bengio (2003), Machine Learning 52:239-281",
  },

  measure({ reference, current }) {
    const length = lengthOf(reference)
    if (length === null || length !== lengthOf(current))
      return { score: null, reason: "Lists of different lengths are compared by their figures alone." }
    const found = vectorAuc(ofLength(reference, length), ofLength(current, length))
    if (found === null) return { score: null, reason: "Too few vectors: none is left to judge after learning." }
    return { score: Math.max(0, found.auc - oneSided * found.standardError), statistic: found.auc }
  },
} satisfies DriftMethod<"vectors">

/** The length that nearly all lists have; null where there is none, or it is 0. */
function lengthOf({ lists }: ListSample): number | null {
  const counts = new Map<number, number>()
  for (const { length } of lists) counts.set(length, (counts.get(length) ?? 0) + 1)
  const [length, count] = [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), [0, 0])
  return length > 0 && count >= alike * lists.length ? length : null
}

function ofLength({ lists }: ListSample, length: number): Float64Array[] {
  return lists.filter((list) => list.length === length && list.every(Number.isFinite))
}
