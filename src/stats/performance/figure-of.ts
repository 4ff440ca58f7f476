import type { Estimate } from "../intervals/estimate.js"

/** An estimate of so many rows as a metric gives it; `why`: the sentence that says why there is none where the rows do not define it. */
export function figureOf(
  { value, low, high }: Estimate,
  rows: number,
  why = "The rows do not define it.",
): Estimate & { rows: number; reason?: string } {
  return { value, low, high, rows, ...(value === null ? { reason: why } : {}) }
}
