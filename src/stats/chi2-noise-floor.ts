import { countNonEmpty } from "./count-non-empty.js"
import { chi2Quantile } from "./special.js"
import { total } from "./total.js"

/**
 * The value that (1/n + 1/m)·χ² exceeds in 5 % of cases if nothing changed; 0 with one non-empty cell. χ² has as many
 * degrees of freedom as there are non-empty cells, less one: the law of measures that are quadratic near equal shares.
 */
export function chi2NoiseFloor(reference: Float64Array, current: Float64Array): number {
  const dof = countNonEmpty(reference, current) - 1
  if (dof < 1) return 0
  return (1 / total(reference) + 1 / total(current)) * chi2Quantile(0.05, dof)
}
