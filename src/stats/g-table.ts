import { logExcess } from "./log-excess.js"
import { chi2Sf } from "./special.js"
import { total } from "./total.js"

/**
 * Log-likelihood ratio G of the 2 × k table of two aligned rows of counts, each with a total ≥ 1, without continuity
 * correction, and its p-value. Categories empty on both sides are skipped; with one left G is 0 and p is 1.
 * Source: Wilks (1938), Ann. Math. Statist. 9:60-62. Numbers: `g` in fixtures/golden.
 */
export function gTable(reference: Float64Array, current: Float64Array): { statistic: number; p: number; dof: number } {
  const [n, m] = [total(reference), total(current)]
  const all = n + m
  let [categories, half] = [0, 0]
  for (let i = 0; i < reference.length; i++) {
    const both = reference[i] + current[i]
    if (both === 0) continue
    categories++
    // Observed less expected, from whole numbers.
    const excess = (reference[i] * m - current[i] * n) / all
    for (const [rows, sign] of [
      [n, 1],
      [m, -1],
    ]) {
      const expected = (both / all) * rows
      half += expected * logExcess(Math.max(-1, (sign * excess) / expected))
    }
  }
  const dof = categories - 1
  return { statistic: 2 * half, p: dof === 0 ? 1 : chi2Sf(2 * half, dof), dof }
}
