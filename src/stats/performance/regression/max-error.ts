import { errorsOf } from "./errors.js"

/** Largest distance of a prediction from the truth, in its unit; null without rows. No interval: the largest of more rows is larger. */
export function maxError(truth: Float64Array, predicted: Float64Array): number | null {
  return errorsOf(truth, predicted).reduce<number | null>((most, error) => Math.max(most ?? 0, Math.abs(error)), null)
}
