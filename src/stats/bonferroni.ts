/** p-values times their number, at most 1, in the same order: the plainest bound on even one false finding. */
export function bonferroni(pValues: readonly number[]): number[] {
  return pValues.map((p) => Math.min(1, p * pValues.length))
}
