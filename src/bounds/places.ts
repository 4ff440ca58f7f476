/** Two columns of which points are known, walked together. */
import type { Outlines, Points } from "../model.js"
import { rememberPair } from "../stats/remember-pair.js"
import { rowsOfPoints } from "../stats/rows-of-points.js"

/** Rows of one side up to the end of each place, at least and at most, and as they are if values lie evenly between the points. */
export interface Cumulative {
  rows: number
  least: Float64Array
  most: Float64Array
  even: Float64Array
  /** What each may be wrong by, beside what lies between. */
  slack: number
}

/**
 * The places where values may lie, in order: each point of either side, and what lies between it and the next. Place 2i is
 * the point `values[i]`, place 2i + 1 all between it and the next.
 */
export interface Places {
  values: Float64Array
  reference: Cumulative
  current: Cumulative
}

/** The function, worked out once for the same outlines. */
export function oncePer<T>(work: (outlines: Outlines) => T): (outlines: Outlines) => T {
  const answers = new WeakMap<Outlines, { answer: T }>()
  return (outlines) => {
    const known = answers.get(outlines) ?? { answer: work(outlines) }
    answers.set(outlines, known)
    return known.answer
  }
}

/** Doubts that are told at most. */
const mostDoubts = 8192

/** Where `sizes` is above `least`, the largest first. */
export function largestFirst(sizes: Float64Array, least: number): number[] {
  const open = sizes.filter((size) => size > least).sort()
  const smallest = open.length > mostDoubts ? open[open.length - mostDoubts] : least
  const places: number[] = []
  sizes.forEach((size, i) => {
    if (size > least && size >= smallest) places.push(i)
  })
  return places.sort((i, j) => sizes[j] - sizes[i])
}

/** Remembered for as long as both sides' points live. */
export const placesOf = ({ reference, current }: Outlines): Places => walkOnce(reference, current)

const walkOnce = rememberPair(walk)

function walk(reference: Points, current: Points): Places {
  const values = merged(reference.values, current.values)
  return { values, reference: along(values, reference), current: along(values, current) }
}

function merged(a: Float64Array, b: Float64Array): Float64Array {
  const values = new Float64Array(a.length + b.length)
  let [i, j, count] = [0, 0, 0]
  while (i < a.length || j < b.length) {
    const [x, y] = [a[i] ?? Infinity, b[j] ?? Infinity]
    values[count++] = Math.min(x, y)
    if (x <= y) i++
    if (y <= x) j++
  }
  return values.subarray(0, count)
}

/** The side's rows at the places of all points. */
function along(values: Float64Array, { values: own, at, between, slack }: Points): Cumulative {
  const rows = rowsOfPoints({ at, between })
  const [least, most, even] = [0, 0, 0].map(() => new Float64Array(2 * values.length))
  const set = (place: number, from: number, to: number, guess: number) => {
    least[place] = Math.max(0, from - slack)
    most[place] = Math.min(rows, to + slack)
    even[place] = guess
  }
  // Rows up to and with the side's own point before the place.
  let [before, next] = [0, 0]
  values.forEach((value, i) => {
    if (value === own[next]) {
      before += between[next] + at[next]
      set(2 * i, before, before, before)
      next++
    } else set(2 * i, before, before + inside(next), before + share(value) * inside(next))
    const end = i + 1 < values.length ? share(values[i + 1]) : 1
    set(2 * i + 1, before, before + inside(next), before + end * inside(next))
  })
  return { rows, least, most, even, slack }

  function inside(point: number): number {
    return point < own.length ? between[point] : 0
  }

  /** How far the value lies from the side's own point before to the one after. */
  function share(value: number): number {
    if (next === 0 || next >= own.length) return 0
    return Math.min(1, (value - own[next - 1]) / (own[next] - own[next - 1]))
  }
}

/** The range of values that a place is. */
export function rangeOf({ values }: Pick<Places, "values">, place: number): { from: number; to: number } {
  const from = values[place >> 1]
  return { from, to: place % 2 === 0 ? from : (values[(place >> 1) + 1] ?? from) }
}

/** The shares of both sides up to the end of a place: how far the second can lie above the first, and the first above the second. */
export function gapsAt({ reference, current }: Places, place: number): { above: number; below: number; even: number } {
  const { rows: n, least: r, most: R } = reference
  const { rows: m, least: c, most: C } = current
  return {
    above: (R[place] * m - c[place] * n) / n / m,
    below: (C[place] * n - r[place] * m) / n / m,
    even: (reference.even[place] * m - current.even[place] * n) / n / m,
  }
}
