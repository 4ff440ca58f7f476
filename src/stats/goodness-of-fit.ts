import { chi2Sf } from "./special.js"
import { total } from "./total.js"

/**
 * Chi-square of the second row of counts against the shares of the first, taken as exact; both aligned, totals ≥ 1.
 * A category that the first never held makes the statistic infinite and p 0. One category: 0 and 1 (scipy: p 0).
 * Source: Pearson (1900), Philosophical Magazine 50:157-175. Numbers: `gof_ref_as_truth` in fixtures/golden.
 */
export function goodnessOfFit(reference: Float64Array, current: Float64Array): { statistic: number; p: number } {
  const [n, m] = [total(reference), total(current)]
  let [categories, statistic] = [0, 0]
  for (let i = 0; i < reference.length; i++) {
    if (reference[i] === 0 && current[i] === 0) continue
    categories++
    if (reference[i] === 0) statistic = Infinity
    else statistic += (current[i] * n - reference[i] * m) ** 2 / reference[i] / m / n
  }
  if (categories === 1) return { statistic: 0, p: 1 }
  return { statistic, p: statistic === Infinity ? 0 : chi2Sf(statistic, categories - 1) }
}
