/** Sums of squared gaps between two cumulative curves of which points are known. */
import type { Outlines, ValueRange } from "../model.js"
import { gapsAt, largestFirst, oncePer, placesOf, rangeOf, type Places } from "./places.js"
import { sumOverRows } from "./sum-over-rows.js"

/** What a sum may be, and what it is if values lie evenly between the points. */
export interface SquareBounds {
  low: number
  high: number
  even: number
  doubts: ValueRange[]
}

/** What a row at each place adds. */
interface Sizes {
  low: Float64Array
  high: Float64Array
  even: Float64Array
}

/** Cramér–von Mises' T, as `walkRanks` has it. */
export const cramerBounds = oncePer((outlines): SquareBounds => {
  const places = placesOf(outlines)
  const [n, m] = [places.reference.rows, places.current.rows]
  const sizes = sizesOf(places, (place) => {
    const gap = gapsAt(places, place)
    return { ...squareOf(-gap.below, gap.above), even: gap.even ** 2 }
  })
  return summed(outlines, sizes, (n / (n + m)) * (m / (n + m)))
})

/** Anderson–Darling's A², midrank form, as `walkRanks` has it. */
export const andersonBounds = oncePer((outlines): SquareBounds => {
  const places = placesOf(outlines)
  const [n, m] = [places.reference.rows, places.current.rows]
  const sizes = sizesOf(places, (place) => {
    const gap = middleGap(places, place)
    const weight = weightAt(places, place)
    const square = squareOf(gap.low, gap.high)
    // Without a gap there is nothing to weigh, though the weight may be infinite.
    const times = (size: number, by: number) => (size === 0 ? 0 : size * by)
    return {
      low: times(square.low, weight.low),
      high: times(square.high, weight.high),
      even: times(gap.even ** 2, weight.even),
    }
  })
  return summed(outlines, sizes, (n / (n + m)) * m * (n + m - 1))
})

/** ∫(F − G)², in the unit of the values. */
export const squaredAreaBounds = oncePer((outlines): SquareBounds => {
  const places = placesOf(outlines)
  const { values } = places
  const sums = { low: 0, high: 0, even: 0 }
  const widths = new Float64Array(values.length)
  for (let i = 0; i + 1 < values.length; i++) {
    const width = values[i + 1] - values[i]
    const gap = gapsAt(places, 2 * i + 1)
    const square = squareOf(-gap.below, gap.above)
    // The even curves are straight lines from one point to the next.
    const [a, b] = [gapsAt(places, 2 * i).even, gap.even]
    sums.low += square.low * width
    sums.high += square.high * width
    sums.even += ((a * a + a * b + b * b) / 3) * width
    widths[i] = (square.high - square.low) * width
  }
  return { ...sums, doubts: largestFirst(widths, 0).map((i) => ({ from: values[i], to: values[i + 1] })) }
})

function sizesOf(places: Places, at: (place: number) => { low: number; high: number; even: number }): Sizes {
  const [low, high, even] = [0, 0, 0].map(() => new Float64Array(2 * places.values.length))
  low.forEach((_, place) => {
    const found = at(place)
    low[place] = found.low
    high[place] = found.high
    even[place] = found.even
  })
  return { low, high, even }
}

/** The square of a number between two others. */
function squareOf(from: number, to: number): { low: number; high: number } {
  const [a, b] = [from * from, to * to]
  return { low: from <= 0 && to >= 0 ? 0 : Math.min(a, b), high: Math.max(a, b) }
}

/** `factor` times the sum over the rows of both sides. */
function summed(outlines: Outlines, sizes: Sizes, factor: number): SquareBounds {
  const places = placesOf(outlines)
  const sides = [places.reference, places.current]
  const sum = (of: Float64Array, pick: (a: number, b: number) => number) =>
    factor * sides.reduce((all, side) => all + sumOverRows(side, of, pick), 0)
  const evenRows = (place: number) =>
    sides.reduce((all, { even }) => all + even[place] - (place === 0 ? 0 : even[place - 1]), 0)
  const mostRows = (place: number) =>
    sides.reduce((all, { least, most }) => all + most[place] - (place === 0 ? 0 : least[place - 1]), 0)
  const even = factor * sizes.even.reduce((all, size, place) => all + size * evenRows(place), 0)
  const widths = sizes.high.map((high, place) =>
    high === sizes.low[place] ? 0 : (high - sizes.low[place]) * mostRows(place),
  )
  const [low, high] = [sum(sizes.low, Math.min), sum(sizes.high, Math.max)]
  return {
    ...{ low, high, even: Math.min(high, Math.max(low, even)) },
    doubts: largestFirst(widths, 0).map((place) => rangeOf(places, place)),
  }
}

/** The gap in the middle of the rows that hold a value: half before these, half after them. */
function middleGap(places: Places, place: number): { low: number; high: number; even: number } {
  const after = gapsAt(places, place)
  const before = place % 2 === 0 && place > 0 ? gapsAt(places, place - 1) : place === 0 ? noGap : after
  const previous = place === 0 ? noGap : gapsAt(places, place - 1)
  return {
    low: -(after.below + before.below) / 2,
    high: (after.above + before.above) / 2,
    even: (after.even + previous.even) / 2,
  }
}

const noGap = { above: 0, below: 0, even: 0 }

/** One over M(N − M) − Nt/4 of a row among t equal ones, whose middle has the rank M of N. */
function weightAt({ reference, current }: Places, place: number): { low: number; high: number; even: number } {
  const all = reference.rows + current.rows
  const upTo = (of: "least" | "most" | "even", at: number) => (at < 0 ? 0 : reference[of][at] + current[of][at])
  const weight = (middle: number, equal: number) => 1 / Math.max(0, middle * (all - middle) - (all * equal) / 4)
  const base = Math.min(all - 1, upTo("least", place - 1))
  const top = Math.max(base + 1, upTo("most", place))
  const isKnown =
    place % 2 === 0 &&
    upTo("least", place - 1) === upTo("most", place - 1) &&
    upTo("least", place) === upTo("most", place)
  const middle = weight((base + top) / 2, top - base)
  if (isKnown) return { low: middle, high: middle, even: middle }
  // Concave in both: least at a corner.
  const high = Math.max(weight(base + 0.5, 1), weight(top - 0.5, 1), middle)
  const low = weight(Math.min(top - 0.5, Math.max(base + 0.5, all / 2)), 1)
  const even = weight(Math.min(top - 0.5, Math.max(base + 0.5, (upTo("even", place) + upTo("even", place - 1)) / 2)), 1)
  return { low, high, even }
}
