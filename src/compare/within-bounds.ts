/** A measurement of a column of which not every value is known. */
import type { Bounds, DriftMethod, Measurement } from "../model.js"
import type { KnownOutlines } from "../evidence/evidence.js"
import { leftOpenSentence } from "../words/left-open.js"

/** Sums of doubles in another order differ by less than this share. */
const rounding = 1e-9

/** Whether a score from `low` to `high` is past the threshold; null where that is open. */
export function answerWithin(
  { low, high }: Pick<Bounds, "low" | "high">,
  threshold: number,
  isTest: boolean,
): boolean | null {
  const isPast = (score: number) => (isTest ? score < threshold : score >= threshold)
  return isPast(low) === isPast(high) ? isPast(low) : null
}

/** The measurement with what its score may be; `outlines` are null where both sides are known. */
export function withinBounds(
  measurement: Measurement,
  method: DriftMethod,
  outlines: KnownOutlines | null,
): Measurement {
  const { drift_score, threshold } = measurement
  if (outlines === null || method.bounds === undefined || drift_score === null) return measurement
  const { meta } = method
  const bounds = method.bounds(outlines)
  // A score that is known may differ from its bounds by the rounding of sums.
  const isTest = meta.kind === "test"
  const most = isTest ? 1 : Number.MAX_VALUE
  const found = { ...bounds, low: bounds.low * (1 - rounding), high: Math.min(most, bounds.high * (1 + rounding)) }
  const score = Math.min(found.high, Math.max(found.low, drift_score))
  const known = {
    ...measurement,
    drift_score: score,
    // Beyond its bounds it was measured on values that stand for more.
    statistic: score === drift_score ? measurement.statistic : found.statistic,
    p_value: isTest ? score : null,
  }
  if (found.high - found.low <= 4 * rounding * found.high)
    return { ...known, drifted: answerWithin({ low: score, high: score }, threshold, isTest) }
  const between = { low: found.low, high: found.high, side: outlines.side }
  const drifted = answerWithin(between, threshold, isTest)
  const open = drifted === null ? [leftOpenSentence(between, { title: meta.shortTitle, isTest, threshold })] : []
  const reasons = [...(measurement.reason === null ? [] : [measurement.reason]), ...open]
  return { ...known, between, drifted, reason: reasons.length === 0 ? null : reasons.join("; ") }
}
