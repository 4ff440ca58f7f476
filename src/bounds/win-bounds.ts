import type { ValueRange } from "../model.js"
import { largestFirst, oncePer, placesOf, rangeOf, type Cumulative, type Places } from "./places.js"

/** What the pairs that the reference wins may be, ties as halves, and Σ(t³ − t) over groups of t equal values. */
export interface WinBounds {
  wins: { low: number; high: number; even: number }
  ties: { low: number; high: number }
  doubts: ValueRange[]
}

/** The fewest wins are those of a reference whose values lie as low as they may, and a current whose values lie as high. */
export const winBounds = oncePer((outlines): WinBounds => {
  const places = placesOf(outlines)
  const { reference, current } = places
  return {
    wins: {
      low: winsOf(reference.most, current.least),
      high: winsOf(reference.least, current.most),
      even: winsOf(reference.even, current.even),
    },
    ties: tieBounds(places),
    doubts: doubtsOf(places),
  }
})

/** Of rows up to each place. */
function winsOf(reference: Float64Array, current: Float64Array): number {
  let [wins, r, c] = [0, 0, 0]
  reference.forEach((upTo, place) => {
    wins += (upTo - r) * (c / 2 + current[place] / 2)
    r = upTo
    c = current[place]
  })
  return wins
}

function tieBounds({ values, reference, current }: Places): WinBounds["ties"] {
  const both = (rows: (side: Cumulative) => number) => rows(reference) + rows(current)
  const ties = (rows: number) => rows ** 3 - rows
  let [low, high] = [0, 0]
  values.forEach((_, i) => {
    const known = both(({ least, most }) => Math.max(0, least[2 * i] - (i === 0 ? 0 : most[2 * i - 1])))
    // All that lie beyond the point before may be equal to this one, or to each other.
    const possible = both(({ least, most }) => most[2 * i] - (i === 0 ? 0 : least[2 * i - 2]))
    low += ties(Math.max(1, known))
    high += ties(Math.max(1, possible))
  })
  return { low, high }
}

function doubtsOf(places: Places): ValueRange[] {
  const { reference, current } = places
  const open = ({ rows, least, most }: Cumulative, place: number) => (most[place] - least[place]) / rows
  const held = ({ rows, least, most }: Cumulative, place: number) =>
    (most[place] - (place === 0 ? 0 : least[place - 1])) / rows
  const sizes = reference.least.map(
    (_, place) => open(reference, place) * held(current, place) + open(current, place) * held(reference, place),
  )
  return largestFirst(sizes, 0).map((place) => rangeOf(places, place))
}
