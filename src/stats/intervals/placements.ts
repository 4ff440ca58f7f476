import { denseCodes } from "../dense-codes.js"

/**
 * Per row twice the rows of the other class that its score puts it on the right side of, ties counting once: for a positive (label
 * not 0) those below it, for a negative those above it. Whole numbers, so that equal placements are equal to the last digit.
 */
export function placements(labels: Uint8Array, scores: Float64Array): Float64Array {
  const { codes, levels } = denseCodes(scores)
  const [negatives, positives] = [new Float64Array(levels + 1), new Float64Array(levels + 1)]
  for (let i = 0; i < labels.length; i++) (labels[i] === 0 ? negatives : positives)[codes[i] + 1]++
  // Now rows with a lower code.
  for (let level = 1; level <= levels; level++) {
    negatives[level] += negatives[level - 1]
    positives[level] += positives[level - 1]
  }
  return Float64Array.from(labels, (label, i) => {
    const code = codes[i]
    if (label !== 0) return negatives[code] + negatives[code + 1]
    return 2 * positives[levels] - positives[code] - positives[code + 1]
  })
}
