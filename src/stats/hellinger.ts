import { total } from "./total.js"

/**
 * Hellinger distance of two aligned rows of counts, each with a total ≥ 1: from 0 (equal shares) to 1 (nothing in common).
 * Computed from differences of whole numbers, so that it keeps its digits near 0.
 * Source: Hellinger (1909), J. reine angew. Math. 136:210-271. Numbers: `hellinger` in fixtures/golden.
 */
export function hellinger(reference: Float64Array, current: Float64Array): number {
  const [n, m] = [total(reference), total(current)]
  let sum = 0
  for (let i = 0; i < reference.length; i++) {
    const [r, c] = [reference[i] * m, current[i] * n]
    if (r + c > 0) sum += ((r - c) / (Math.sqrt(r) + Math.sqrt(c))) ** 2
  }
  return Math.min(1, Math.sqrt(sum / n / m / 2))
}

/** What a cell with shares p and q adds to the squared distance. */
export function hellingerTerm(p: number, q: number): number {
  return (Math.sqrt(p) - Math.sqrt(q)) ** 2 / 2
}
