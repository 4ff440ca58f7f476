import { quantile } from "../quantile.js"
import { tailBound, tailSensitivity } from "./tail-bound.js"

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
  const moved = (by: number): PeriodDistances => ({
    ...found,
    distances: found.distances.map((distance) => (distance === null ? null : Math.max(0, distance + by))),
  })
  const [here, nearer, further] = [0, -off, off].map((by) => periodLimit(moved(by), level, independent))
  if (here === null || nearer === null || further === null) return null
  const known = found.distances.flatMap((distance, i) =>
    distance === null ? [] : [{ distance, noise: found.noise[i] ?? 0 }],
  )
  const net = ({ distance, noise }: { distance: number; noise: number }, by: number) =>
    Math.sqrt(Math.max(0, Math.max(0, distance + by) ** 2 - noise))
  const offNet = Math.max(
    ...known.map((each) => Math.max(net(each, off) - net(each, 0), net(each, 0) - net(each, -off))),
  )
  const sensitivity = tailSensitivity(known.length, level, Math.min(independent, known.length))
  // The widening is smaller where the distances are larger.
  const at = (sign: 1 | -1, widening: number) => {
    const bound = here.ofDistances / here.widening + sign * sensitivity * off
    const ofNet = Math.sqrt(Math.max(0, here.withoutNoise ** 2 - found.noise_current)) / here.widening
    const without = Math.max(0, ofNet + sign * sensitivity * offNet) * widening
    return Math.min(Math.max(0, bound) * widening, Math.sqrt(without ** 2 + found.noise_current))
  }
  return { low: at(-1, further.widening), high: at(1, nearer.widening) }
}

/** The 5, 50 and 95 % points of the periods' distances, and the largest; of at least one. */
export function ordinaryDistances(distances: readonly (number | null)[]): [number, number, number, number] {
  const sorted = Float64Array.from(distances.filter((distance) => distance !== null)).sort()
  return [quantile(sorted, 0.05), quantile(sorted, 0.5), quantile(sorted, 0.95), sorted[sorted.length - 1]]
}
