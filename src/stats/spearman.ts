import type { Association } from "./association.js"
import type { Coded } from "./dense-codes.js"

/**
 * Spearman's rank correlation, in [−1, 1], of two columns of numbers as dense codes of equal length. Ties share the middle of
 * their ranks; ranks are taken among the rows that have both values.
 * Source: Spearman (1904), Am. J. Psychol. 15:72-101. Numbers: fixtures/correlations/golden.json.
 */
export function spearman(a: Coded, b: Coded): Association {
  const [first, second] = [new Float64Array(a.levels), new Float64Array(b.levels)]
  let rows = 0
  for (let i = 0; i < a.codes.length; i++) {
    if (a.codes[i] === -1 || b.codes[i] === -1) continue
    first[a.codes[i]]++
    second[b.codes[i]]++
    rows++
  }
  const squares = toMidranks(first, rows) * toMidranks(second, rows)
  if (squares === 0) return { value: null, rows }
  let products = 0
  for (let i = 0; i < a.codes.length; i++)
    if (a.codes[i] !== -1 && b.codes[i] !== -1) products += first[a.codes[i]] * second[b.codes[i]]
  return { value: Math.max(-1, Math.min(1, products / Math.sqrt(squares))), rows }
}

/** Turns rows per level into each level's rank, counted from the middle one. Gives the sum of the ranks' squares. */
function toMidranks(counts: Float64Array, rows: number): number {
  let below = 0
  let squares = 0
  for (let level = 0; level < counts.length; level++) {
    const count = counts[level]
    const rank = below + (count - rows) / 2
    counts[level] = rank
    squares += count * rank * rank
    below += count
  }
  return squares
}
