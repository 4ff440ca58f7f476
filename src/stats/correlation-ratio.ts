import type { Association } from "./association.js"
import type { Coded } from "./dense-codes.js"
import { safeScale } from "./safe-scale.js"

/**
 * Correlation ratio (eta) of numbers within categories, in [0, 1]: the square root of the share of the numbers' variance that
 * lies between the categories' means. Over the rows that have both; NaN is a missing number.
 * Source: Fisher (1925), Statistical Methods for Research Workers, section 45. Numbers: fixtures/correlations/golden.json.
 */
export function correlationRatio(values: Float64Array, groups: Coded): Association {
  const { codes, levels } = groups
  const [counts, means] = [new Float64Array(levels), new Float64Array(levels)]
  let [largest, first, rows] = [0, NaN, 0]
  for (let i = 0; i < values.length; i++) {
    if (codes[i] === -1 || Number.isNaN(values[i])) continue
    largest = Math.max(largest, Math.abs(values[i]))
    if (rows++ === 0) first = values[i]
    counts[codes[i]]++
  }
  // Counted from one of the values, so that a large offset costs no digits, and scaled, so that squares do not overflow.
  const scale = safeScale(largest)
  const origin = first * scale
  for (let i = 0; i < values.length; i++)
    if (codes[i] !== -1 && !Number.isNaN(values[i])) means[codes[i]] += values[i] * scale - origin
  let mean = 0
  for (let level = 0; level < levels; level++) {
    mean += means[level] / rows
    if (counts[level] > 0) means[level] /= counts[level]
  }
  let between = 0
  for (let level = 0; level < levels; level++) between += counts[level] * (means[level] - mean) ** 2
  let within = 0
  for (let i = 0; i < values.length; i++) {
    if (codes[i] === -1 || Number.isNaN(values[i])) continue
    const distance = values[i] * scale - origin - means[codes[i]]
    within += distance * distance
  }
  const all = between + within
  const several = counts.filter((count) => count > 0).length > 1
  return { value: all > 0 && several ? Math.sqrt(between / all) : null, rows }
}
