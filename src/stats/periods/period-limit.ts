import { quantile } from "../quantile.js"
import { tailBound, tailRange } from "./tail-bound.js"

/** What periods of the reference, each held to the rest of it, say of today, which is held to all of it. */
export interface PeriodDistances {
  /** One for each period, in order; null where the column has no value in it. */
  distances: (number | null)[]
  /** What so few rows add to the square of each distance; null as above. */
  noise: (number | null)[]
  /** Today's distance, and its noise. */
  current: number
  noise_current: number
}

export interface PeriodLimit {
  /** What a distance has to pass; the smaller of the two next. */
  limit: number
  /** The tail of the distances as they are, widened where today has fewer rows than a period. */
  ofDistances: number
  /** The tail of the distances without the noise of their rows, with that of today's. */
  withoutNoise: number
  /** What today's fewer rows widen distances by, at least 1. */
  widening: number
}

/** Periods with values that a limit needs. */
export const fewestPeriods = 7

/**
 * What an ordinary period passes with probability `level`; null with fewer than seven periods that have values. `independent`:
 * how many periods do not overlap.
 */
export function periodLimit(
  { distances, noise, noise_current: now }: PeriodDistances,
  level: number,
  independent: number,
): PeriodLimit | null {
  const known = distances.flatMap((distance, i) => (distance === null ? [] : [{ distance, noise: noise[i] ?? 0 }]))
  if (known.length < fewestPeriods) return null
  const net = known.map((each) => Math.sqrt(Math.max(0, each.distance ** 2 - each.noise)))
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const spread = mean(net.map((value) => value ** 2))
  const usual = spread + mean(known.map((each) => each.noise))
  const squared = usual === 0 ? 1 : Math.max(1, (spread + now) / usual)
  const bound = (values: number[]) => tailBound(values, level, Math.min(independent, values.length))
  const ofDistances = bound(known.map(({ distance }) => distance)) * Math.sqrt(squared)
  const withoutNoise = Math.sqrt(bound(net) ** 2 * squared + now)
  return { limit: Math.min(ofDistances, withoutNoise), ofDistances, withoutNoise, widening: Math.sqrt(squared) }
}

/** What the limit may be where each distance may be off by so much; null where there is none. */
export function periodLimitBounds(
  found: PeriodDistances,
  off: number,
  level: number,
  independent: number,
): { low: number; high: number } | null {
  const known = found.distances.flatMap((distance, i) =>
    distance === null ? [] : [{ distance, noise: found.noise[i] ?? 0 }],
  )
  if (known.length < fewestPeriods) return null
  const distances = (by: number) => known.map(({ distance }) => Math.max(0, distance + by))
  const nets = (by: number) =>
    distances(by).map((distance, i) => Math.sqrt(Math.max(0, distance ** 2 - known[i].noise)))
  const together = Math.min(independent, known.length)
  const range = (of: (by: number) => number[]) => tailRange(of(-off), of(off), level, together)
  const [ofDistances, ofNets] = [range(distances), range(nets)]
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const noise = mean(known.map((each) => each.noise))
  // The widening grows as the distances shrink.
  const widening = (by: number) => {
    const spread = mean(nets(by).map((value) => value ** 2))
    return spread + noise === 0 ? 1 : Math.max(1, (spread + found.noise_current) / (spread + noise))
  }
  const at = (end: "low" | "high", squared: number) =>
    Math.min(
      Math.max(0, ofDistances[end]) * Math.sqrt(squared),
      Math.sqrt(Math.max(0, ofNets[end]) ** 2 * squared + found.noise_current),
    )
  return { low: at("low", widening(off)), high: at("high", widening(-off)) }
}

/** The 5, 50 and 95 % points of the periods' distances, and the largest; of at least one. */
export function ordinaryDistances(distances: readonly (number | null)[]): [number, number, number, number] {
  const sorted = Float64Array.from(distances.filter((distance) => distance !== null)).sort()
  return [quantile(sorted, 0.05), quantile(sorted, 0.5), quantile(sorted, 0.95), sorted[sorted.length - 1]]
}
