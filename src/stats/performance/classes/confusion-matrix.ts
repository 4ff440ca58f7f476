/** A class per row as a whole number from 0; of two classes 1 is the positive one. */
export type Classes = Uint8Array | Int32Array

/** Rows by the class they have and the class they were given. */
export interface ConfusionMatrix {
  classes: number
  /** Rows of true class t and predicted class p at t·classes + p; of two classes true and false negatives and positives are tn, fp, fn, tp. */
  counts: Float64Array
}

/** Counts rows, both columns of equal length with classes below `classes`. `weights`: how often each row counts, once unless given. */
export function confusionMatrix(
  truth: Classes,
  predicted: Classes,
  classes = 2,
  weights?: Int32Array,
): ConfusionMatrix {
  const counts = new Float64Array(classes * classes)
  for (let i = 0; i < truth.length; i++)
    counts[truth[i] * classes + predicted[i]] += weights === undefined ? 1 : weights[i]
  return { classes, counts }
}
