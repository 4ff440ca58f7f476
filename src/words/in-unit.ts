import type { Measurement } from "../model.js"
import { limit, number, share, trimmed } from "./format.js"

type Measured = Pick<Measurement, "method" | "drift_score" | "statistic">

/** What a distance says in the column's own unit, and what its threshold comes to there; null for one that has no such words. */
export function inUnit(measurement: Measured, threshold: number): string | null {
  return sentences[measurement.method]?.(measurement, threshold) ?? null
}

const sentences: Record<string, ((measured: Measured, threshold: number) => string | null) | undefined> = {
  "clipped-wasserstein": (measured, threshold) => moved("The middle 95 % of the values moved", measured, threshold),
  wasserstein: (measured, threshold) => moved("Values moved", measured, threshold),
  "ks-distance": ({ drift_score }, threshold) =>
    drift_score === null
      ? null
      : `At some value the shares of rows up to it lie ${points(drift_score)} apart; ${points(threshold)} are enough.`,
  "tails-distance": ({ drift_score }, threshold) =>
    drift_score === null
      ? null
      : `A tail's share of the rows moved by ${points(drift_score)}; ${points(threshold)} are enough.`,
  "text-classifier": ({ statistic }) =>
    statistic === null ? null : `Of two texts, one of each side, it tells ${share(statistic)} of the pairs apart.`,
}

/** Score × scale = amount: the scale is the amount of one whole score. */
function moved(what: string, { drift_score, statistic }: Measured, threshold: number): string | null {
  if (drift_score === null || statistic === null || drift_score === 0) return null
  const scale = statistic / drift_score
  return `${what} by ${number(statistic)} on average; ${number(threshold * scale)} is enough (${limit(threshold)} standard deviations of ${number(scale)}).`
}

const points = (of: number) => `${trimmed(100 * of, 3)} points`
