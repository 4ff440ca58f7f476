import { total } from "./total.js"

/** A share below this counts as this much, so that an empty cell does not make the divergence infinite. */
const smallestShare = 1e-10

/** The divergence of two rows of counts that have nothing in common, each in one cell: 23.03. */
export const largestDivergence = (1 - smallestShare) * Math.log(1 / smallestShare)

/**
 * Kullback–Leibler divergence of the first row of counts from the second, aligned, each with a total ≥ 1: Σ p·ln(p/q) in
 * natural logarithms. Shares are clipped below at 1e-10 and not scaled up again: a cell that is empty in the second row
 * only adds some 20 times its share.
 * Source: Kullback and Leibler (1951), Ann. Math. Statist. 22:79-86. Numbers: `dist.kl_ref_cur` in fixtures/golden.
 */
export function klDivergence(reference: Float64Array, current: Float64Array): number {
  const [n, m] = [total(reference), total(current)]
  const clipped = (counts: Float64Array, rows: number) => counts.map((count) => Math.max(smallestShare, count / rows))
  return Math.max(0, divergence(clipped(reference, n), clipped(current, m)))
}

/**
 * What a cell with shares p and q adds, and beside it q − p of the clipped shares, which add up to next to nothing: 0 where both are
 * equal, and the more the further they part.
 */
export function divergenceTerm(p: number, q: number): number {
  const [r, c] = [Math.max(smallestShare, p), Math.max(smallestShare, q)]
  return r * Math.log(r / c) - r + c
}

/** By how much the sum of `divergenceTerm` over so many cells may differ from the divergence. */
export const clippedAway = (cells: number): number => cells * smallestShare

/** Σ p·ln(p/q) of two aligned rows of positive numbers. */
export function divergence(p: Float64Array, q: Float64Array): number {
  let sum = 0
  for (let i = 0; i < p.length; i++) sum += p[i] * Math.log(p[i] / q[i])
  return sum
}
