/**
 * One scale for every method: r = 1 is the threshold, 2 is twice as far. Distances count in multiples of their threshold,
 * p-values in multiples of its logarithm.
 */

/** Smallest p-value that is told from zero. */
const floor = 1e-300

/** How many times past its threshold a distance is; finite, never negative. */
export const distanceRatio = (score: number, threshold: number): number =>
  Math.min(Number.MAX_VALUE, Math.max(0, score / threshold))

/** How many times past its threshold a p-value is. */
export const pRatio = (p: number, threshold: number): number =>
  Math.max(0, Math.log(Math.max(p, floor)) / Math.log(threshold))

/** How far past its thresholds a column is, as a number to sort and draw by: its ratio, or its distance's where it has none. */
export const howFar = ({
  ratio,
  effect,
}: {
  ratio: number | null
  effect?: { drift_score: number; threshold: number } | null
}): number => ratio ?? (effect ? distanceRatio(effect.drift_score, effect.threshold) : 0)

/** Where the threshold sits on a score bar, as a share of its length. */
export const tick = 0.4

/** The ratio that fills the bar. */
const full = 20

/** How much of a score bar is filled, in [0, 1]: linear up to the threshold at 40 %, logarithmic above, full at 20 times. */
export function position(ratio: number): number {
  if (ratio <= 1) return tick * Math.max(0, ratio)
  return Math.min(1, tick + ((1 - tick) * Math.log(ratio)) / Math.log(full))
}
