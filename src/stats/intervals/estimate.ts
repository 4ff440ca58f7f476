/** A figure with its interval. */
export interface Estimate {
  /** Null where the rows do not define it. */
  value: number | null
  /** Lower and upper end; null where none can be stated. */
  low: number | null
  high: number | null
}

/** The chance, unless another is asked for, that an interval covers the truth. */
export const usualConfidence = 0.95

/** A figure, or none, without an interval. */
export function withoutInterval(value: number | null = null): Estimate {
  return { value, low: null, high: null }
}

/** The same figure with its ends moved into the range from `least` to `most`. */
export function within<E extends Estimate>(estimate: E, least: number, most: number): E {
  const clamp = (end: number | null) => (end === null ? null : Math.min(most, Math.max(least, end)))
  return { ...estimate, low: clamp(estimate.low), high: clamp(estimate.high) }
}

/** A figure with ends equally far below and above it, given in units of 1/`scale`; what lies beyond the largest double is moved to it. */
export function symmetric(value: number, half: number, scale = 1): { value: number; low: number; high: number } {
  return { value: finite(value / scale), low: finite((value - half) / scale), high: finite((value + half) / scale) }
}

function finite(value: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value))
}
