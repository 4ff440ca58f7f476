/** Scores of the negatives (label 0) and of the positives (any other label), each in the order of the rows. */
export function splitByLabel(
  labels: Uint8Array,
  scores: Float64Array,
): { negatives: Float64Array; positives: Float64Array } {
  let count = 0
  for (let i = 0; i < labels.length; i++) if (labels[i] !== 0) count++
  const [negatives, positives] = [new Float64Array(labels.length - count), new Float64Array(count)]
  let [negative, positive] = [0, 0]
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === 0) negatives[negative++] = scores[i]
    else positives[positive++] = scores[i]
  }
  return { negatives, positives }
}
