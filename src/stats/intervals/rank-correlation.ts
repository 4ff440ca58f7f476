import { denseCodes } from "../dense-codes.js"
import { normalQuantile, tTwoSided } from "../special.js"
import { spearman } from "../spearman.js"
import { usualConfidence } from "./estimate.js"

export interface RankCorrelation {
  /** In [-1, 1]. */
  value: number
  /** Null for a perfect order, and up to three rows. */
  low: number | null
  high: number | null
  /** Two-sided, by Student's law; 0 for a perfect order. */
  p: number
  rows: number
}

/**
 * Spearman's rank correlation of two columns of equal length, NaN missing, with the interval of Bonett and Wright. Null where either never
 * varies among the rows that have both, or where these are fewer than three.
 * Sources: Spearman (1904), Am. J. Psychol. 15:72-101; Bonett and Wright (2000), Psychometrika 65:23-28.
 */
export function rankCorrelation(
  a: Float64Array,
  b: Float64Array,
  confidence = usualConfidence,
): RankCorrelation | null {
  const { value, rows } = spearman(denseCodes(a), denseCodes(b))
  if (value === null || rows < 3) return null
  const unexplained = 1 - value * value
  if (unexplained <= 0) return { value, low: null, high: null, p: 0, rows }
  const p = tTwoSided(value * Math.sqrt((rows - 2) / unexplained), rows - 2)
  if (rows <= 3) return { value, low: null, high: null, p, rows }
  const half = normalQuantile((1 + confidence) / 2) * Math.sqrt((1 + (value * value) / 2) / (rows - 3))
  const at = Math.atanh(value)
  return { value, low: Math.tanh(at - half), high: Math.tanh(at + half), p, rows }
}
