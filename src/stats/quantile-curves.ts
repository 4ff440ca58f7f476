import { quantile } from "./quantile.js"

/**
 * The values of a sample at equally spaced shares of its rows: the first is the smallest, the last the largest, ascending.
 * Curves that are compared have as many points; at least three.
 */
export type Curve = readonly number[]

/** A value that many rows hold: their share of all rows on each side, in [0, 1]. */
export interface Atom {
  value: number
  reference: number
  current: number
}

/** Mean distance between two curves over their inner points: about the Wasserstein distance without the outermost values. */
export function areaBetween(a: Curve, b: Curve): number {
  const inner = a.length - 2
  return a.slice(1, -1).reduce((sum, value, i) => sum + Math.abs(value - b[i + 1]) / inner, 0)
}

/**
 * By how much of the distance between `from` and `to` less is left when `made` stands for `from`: 1 is all of it, 0 none,
 * below 0 where it leads away. 0 where there is no distance.
 */
export function explained(made: Curve, from: Curve, to: Curve): number {
  const whole = areaBetween(from, to)
  return whole === 0 ? 0 : 1 - areaBetween(made, to) / whole
}

/** `from` moved by the median of the differences, which leaves least: all values are larger or smaller by the same. */
export function shifted(from: Curve, to: Curve): Curve {
  const by = middle(from.map((value, i) => to[i] - value))
  return from.map((value) => value + by)
}

/** The same, but for the points that are `value`: they stay, and what they become in `to` does not count. Null where all are. */
export function othersShifted(from: Curve, to: Curve, value: number): Curve | null {
  const differences = from.flatMap((each, i) => (each === value || to[i] === value ? [] : [to[i] - each]))
  if (differences.length === 0) return null
  const by = middle(differences)
  return from.map((each) => (each === value ? each : each + by))
}

/** `from` times the ratio of the medians: all values are larger or smaller by the same factor. Null where a value is not above 0. */
export function multiplied(from: Curve, to: Curve): Curve | null {
  if (from[0] <= 0 || to[0] <= 0) return null
  const by = middle(to) / middle(from)
  return from.map((value) => value * by)
}

/** `from` drawn apart or together about its median until its 5–95 % range is as wide as that of `to`; null where it has none. */
export function stretched(from: Curve, to: Curve): Curve | null {
  const [before, after] = [width(from), width(to)]
  if (before === 0) return null
  const median = middle(from)
  return from.map((value) => median + (value - median) * (after / before))
}

/** `from` with another share of rows that hold the atom's value; the other rows keep their proportions. Null where all do. */
export function reweighted(from: Curve, { value, reference: held, current: holds }: Atom): Curve | null {
  if (held === 1 || holds === 1) return null
  const last = from.length - 1
  const first = from.findIndex((each) => each >= value)
  const start = first === -1 ? 1 : Math.max(0, (first - 0.5) / last)
  // Share of the other rows that lie below the value.
  const below = Math.min(start, 1 - held) / (1 - held)
  const values = Float64Array.from(from)
  return from.map((_, i) => {
    const share = i / last
    const lower = below * (1 - holds)
    if (share >= lower && share <= lower + holds && holds > 0) return value
    const other = (share < lower ? share : share - holds) / (1 - holds)
    const place = other * (1 - held)
    return quantile(values, Math.min(1, Math.max(0, share < lower ? place : place + held)))
  })
}

const width = (curve: Curve) => at(curve, 0.95) - at(curve, 0.05)

const at = (curve: Curve, share: number) => quantile(Float64Array.from(curve), share)

const middle = (values: Curve) => quantile(Float64Array.from(values).sort(), 0.5)
