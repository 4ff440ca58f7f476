import type { Bounds, Points, ValueRange } from "../model.js"
import { total } from "../stats/total.js"
import { gapsAt, largestFirst, oncePer, placesOf, rangeOf, type Places } from "./places.js"
import { pooledCutBounds } from "./tail-bounds.js"

/** Values within which an area is taken: each end lies between two numbers. */
interface Window {
  low: ValueRange
  high: ValueRange
}

/** The area between two cumulative curves, and the reference's deviation (divided by n), both in the unit of the values. */
export interface AreaBounds {
  area: { low: number; high: number; even: number }
  deviation: { low: number; high: number; even: number }
  doubts: ValueRange[]
}

/** Of the values clipped to the pooled 2.5 and 97.5 % points, as `clippedDistance` has them. */
export const clippedAreaBounds = oncePer((outlines): AreaBounds => {
  const places = placesOf(outlines)
  const { low, high } = pooledCutBounds(places)
  const spanOf = ({ lower, upper, value }: typeof low): ValueRange => ({
    from: value ?? rangeOf(places, lower.first).from,
    to: value ?? rangeOf(places, upper.last).to,
  })
  return areaBounds(places, outlines.reference, { low: spanOf(low), high: spanOf(high) })
})

/** Of all values. */
export const wholeAreaBounds = oncePer((outlines): AreaBounds => {
  const places = placesOf(outlines)
  const [first, last] = [places.values[0], places.values[places.values.length - 1]]
  return areaBounds(places, outlines.reference, { low: { from: first, to: first }, high: { from: last, to: last } })
})

function areaBounds(places: Places, reference: Points, window: Window): AreaBounds {
  const { values } = places
  const area = { low: 0, high: 0, even: 0 }
  const [low, high] = [middleOf(window.low), middleOf(window.high)]
  const widths = new Float64Array(values.length)
  for (let i = 0; i + 1 < values.length; i++) {
    const place = 2 * i + 1
    const { above, below } = gapsAt(places, place)
    const [from, to] = [values[i], values[i + 1]]
    const least = Math.max(0, -above, -below) * overlap(from, to, window.low.to, window.high.from)
    const most = Math.max(above, below) * overlap(from, to, window.low.from, window.high.to)
    area.low += least
    area.high += most
    widths[i] = most - least
    // The even curves are straight lines from one point to the next.
    const [a, b] = [gapsAt(places, place - 1).even, gapsAt(places, place).even]
    area.even += straight(a, b) * overlap(from, to, low, high)
  }
  return {
    area,
    deviation: deviationBounds(reference, window),
    doubts: largestFirst(widths, 0).map((i) => ({ from: values[i], to: values[i + 1] })),
  }
}

const middleOf = ({ from, to }: ValueRange) => from / 2 + to / 2
const overlap = (from: number, to: number, low: number, high: number) =>
  Math.max(0, Math.min(to, high) - Math.max(from, low))

/** Mean size of what grows evenly from a to b. */
function straight(a: number, b: number): number {
  if (a * b >= 0) return Math.abs(a + b) / 2
  return (a * a + b * b) / 2 / Math.abs(a - b)
}

/** Two samples whose values differ by d on the root mean square have deviations that differ by no more. */
function deviationBounds({ values, at, between }: Points, window: Window): AreaBounds["deviation"] {
  const [low, high] = [middleOf(window.low), middleOf(window.high)]
  const clip = (value: number) => Math.min(high, Math.max(low, value))
  const rows = total(at) + total(between)
  const center = clip(values[values.length >> 1])
  let [sum, squares, error, below, above] = [0, 0, 0, 0, 0]
  values.forEach((value, i) => {
    const d = clip(value) - center
    sum += at[i] * d
    squares += at[i] * d * d
    if (between[i] > 0) {
      const half = (clip(value) - clip(values[i - 1])) / 2
      const middle = clip(value) - half - center
      sum += between[i] * middle
      squares += between[i] * (middle * middle + (half * half) / 3)
      error += between[i] * half * half
    }
    if (value <= window.low.to || (i > 0 && values[i - 1] < window.low.to)) below += at[i] + between[i]
    if (value >= window.high.from) above += at[i] + between[i]
  })
  const mean = sum / rows
  const even = Math.sqrt(Math.max(0, squares / rows - mean * mean))
  const halfOf = ({ from, to }: ValueRange) => (to - from) / 2
  const slack =
    2 * Math.sqrt(error / rows) +
    halfOf(window.low) * Math.sqrt(below / rows) +
    halfOf(window.high) * Math.sqrt(above / rows)
  return { low: Math.max(0, even - slack), high: even + slack, even }
}

/** The area over the deviation, of which at least so much counts. The largest double where a side may be without a scale. */
export function scaledArea({ area, deviation, doubts }: AreaBounds, leastDeviation = 0): Bounds {
  const over = (a: number, d: number) => (a === 0 ? 0 : Math.min(Number.MAX_VALUE, a / Math.max(leastDeviation, d)))
  const [low, high] = [over(area.low, deviation.high), over(area.high, deviation.low)]
  const score = Math.min(high, Math.max(low, over(area.even, deviation.even)))
  return { low, high, score, statistic: area.even, doubts }
}
