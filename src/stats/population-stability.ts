import { total } from "./total.js"

/** A share below this counts as this much, so that an empty cell does not make the index infinite. */
const smallestShare = 1e-4

/** The index of two rows of counts that have nothing in common, each in one cell: 18.4. */
export const largestStability = 2 * (1 - smallestShare) * Math.log(1 / smallestShare)

/**
 * Population stability index of two aligned rows of counts, each with a total ≥ 1: Σ (c − r)·ln(c / r) over the shares.
 * 0 for equal shares; shares are clipped below at 1e-4 and not scaled up again.
 * Source: Siddiqi (2006), Credit Risk Scorecards, ch. 9. Numbers: `psi` in fixtures/golden.
 */
export function populationStability(reference: Float64Array, current: Float64Array): number {
  const [n, m] = [total(reference), total(current)]
  let index = 0
  for (let i = 0; i < reference.length; i++) index += stabilityTerm(reference[i] / n, current[i] / m)
  return index
}

/** What a cell with these shares adds to the index. */
export function stabilityTerm(referenceShare: number, currentShare: number): number {
  const r = Math.max(smallestShare, referenceShare)
  const c = Math.max(smallestShare, currentShare)
  return (c - r) * Math.log(c / r)
}
