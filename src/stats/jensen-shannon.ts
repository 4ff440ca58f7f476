import { total } from "./total.js"

/** The distance of two rows of counts that have nothing in common: √ln 2 = 0.8326. */
export const largestShannon = Math.sqrt(Math.LN2)

/**
 * Jensen-Shannon distance of two aligned rows of counts, each with a total ≥ 1: the root of the divergence in natural
 * logarithms, from 0 (equal shares) to √ln 2 = 0.8326 (nothing in common).
 * Source: Endres and Schindelin (2003), IEEE Trans. Inf. Theory 49:1858-1860. Numbers: `js_dist_e` in fixtures/golden.
 */
export function jensenShannon(reference: Float64Array, current: Float64Array): number {
  const [n, m] = [total(reference), total(current)]
  let divergence = 0
  for (let i = 0; i < reference.length; i++) {
    const r = reference[i] * m
    const c = current[i] * n
    if (r + c > 0) divergence += (r + c) * twoSidedLog((r - c) / (r + c))
  }
  return Math.sqrt(divergence / n / m / 4)
}

/** What a cell with shares p and q adds to the divergence. */
export function shannonTerm(p: number, q: number): number {
  return p + q === 0 ? 0 : ((p + q) * twoSidedLog((p - q) / (p + q))) / 4
}

/** (1 + u)·ln(1 + u) + (1 − u)·ln(1 − u) for u in [-1, 1], about u² near 0, in forms that keep all digits. */
function twoSidedLog(u: number): number {
  const size = Math.abs(u)
  if (size === 1) return 2 * Math.LN2
  if (size > 0.5) return (1 + size) * Math.log1p(size) + (1 - size) * Math.log1p(-size)
  return 2 * size * Math.atanh(size) + Math.log1p(-size * size)
}
