import { denseCodes } from "../../dense-codes.js"

/** Distinct scores, ascending, with all rows and the positives that have them. */
export interface ScoreCounts {
  at: Float64Array
  rows: Float64Array
  positives: Float64Array
}

/** Counts rows by their score; a positive is a row whose label is not 0. */
export function countByScore(labels: Uint8Array, scores: Float64Array): ScoreCounts {
  const { codes, levels } = denseCodes(scores)
  const [at, rows, positives] = [0, 1, 2].map(() => new Float64Array(levels))
  for (let i = 0; i < codes.length; i++) {
    at[codes[i]] = scores[i]
    rows[codes[i]]++
    if (labels[i] !== 0) positives[codes[i]]++
  }
  return { at, rows, positives }
}
